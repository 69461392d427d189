"""What a business does to a batch after drafting it: publish, pause, resume, pay more, close."""

from collections.abc import Callable

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text, t
from marketplace.money.forms import EmptyForm
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.formats import format_money_words
from marketplace.web.forms import attempt, sent
from marketplace.work import service
from marketplace.work.forms import AdoptionForm, OfferForm, PriceForm
from marketplace.work.models import Batch
from marketplace.work.pages.batches import draw_batch

pages = Door("batch_life", __name__)


@pages.post("/batches/<id:batch_id>/publication", permission=Permission.PUBLISH_BATCH)
def publish_batch(batch_id: int) -> ResponseReturnValue:
    """Hold the money and show the batch to workers."""
    return _change(batch_id, service.publish_batch, Text("공개했어요. 이제 작업자가 볼 수 있어요.", "Published. Workers can see it now."))


@pages.post("/batches/<id:batch_id>/pauses", permission=Permission.PAUSE_BATCH)
def pause_batch(batch_id: int) -> ResponseReturnValue:
    """Hand out no more tasks for now."""
    return _change(batch_id, service.pause_batch, Text("멈췄어요. 하고 있는 작업은 끝까지 이어져요.", "Paused. Work under way goes on to its end."))


@pages.post("/batches/<id:batch_id>/resumptions", permission=Permission.RESUME_BATCH)
def resume_batch(batch_id: int) -> ResponseReturnValue:
    """Hand out tasks again."""
    return _change(batch_id, service.resume_batch, Text("다시 열었어요.", "Open again."))


@pages.post("/batches/<id:batch_id>/closure", permission=Permission.CLOSE_BATCH)
def close_batch(batch_id: int) -> ResponseReturnValue:
    """Take back what nobody holds, with its money."""
    return _change(batch_id, service.close_batch, Text(
        "마감했어요. 쓰지 않은 돈은 지갑으로 돌아왔어요.", "Closed. Money that was not used is back in your wallet."))


@pages.post("/batches/<id:batch_id>/prices", permission=Permission.PUBLISH_BATCH)
def raise_price(batch_id: int) -> ResponseReturnValue:
    """Pay more for what isn't claimed yet; 409 with the gap when the wallet has too little."""
    form = sent(PriceForm)
    batch = attempt(form, lambda price, **_: service.raise_price(batch_id, price=price, actor=current_actor()))
    if batch is None:
        return draw_batch(batch_id, raised=form)
    flash(t("단가를 {price}으로 올렸어요. 이미 잡은 일감은 전 단가 그대로예요.", "The price is {price} now. Claims made before keep theirs.",
            price=format_money_words(batch.price)), "success")
    return redirect(f"/batches/{batch_id}", 303)


@pages.post("/batches/<id:batch_id>/adoptions", permission=Permission.ADOPT_VERSION)
def adopt_version(batch_id: int) -> ResponseReturnValue:
    """Let unclaimed tasks be done by a newer version of the template."""
    form = sent(AdoptionForm)
    if attempt(form, lambda **named: service.adopt_version(batch_id, **named, actor=current_actor())) is None:
        return draw_batch(batch_id, refused=form)
    flash(t("새 버전을 적용했어요. 이미 맡은 일감은 전 버전 그대로예요.", "The new version is adopted. Claims made before keep theirs."), "success")
    return redirect(f"/batches/{batch_id}", 303)


@pages.post("/batches/<id:batch_id>/offers", permission=Permission.PUBLISH_BATCH)
def offer_tasks(batch_id: int) -> ResponseReturnValue:
    """Let workers have the held rows after all, or one of them; 409 with the gap when the wallet has too little."""
    form = sent(OfferForm)
    if attempt(form, lambda number=None: service.offer_tasks(batch_id, number=number, actor=current_actor())) is None:
        return draw_batch(batch_id, refused=form)
    flash(t("보류를 풀었어요. 다른 줄과 똑같이 맡겨져요.", "No longer held back; workers get it like any other row."), "success")
    return redirect(f"/batches/{batch_id}/tasks?state=held", 303)


def _change(batch_id: int, verb: Callable[..., Batch], said: Text) -> ResponseReturnValue:
    form = sent(EmptyForm)
    if attempt(form, lambda: verb(batch_id, actor=current_actor())) is None:
        return draw_batch(batch_id, refused=form)
    flash(str(said), "success")
    return redirect(f"/batches/{batch_id}", 303)
