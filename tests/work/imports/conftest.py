"""A draft of each kind to import into."""

from typing import Any

import pytest

from marketplace.kernel.money import Money
from marketplace.work import service as work
from marketplace.work.models import Batch


@pytest.fixture
def draft(make: Any, cast: Any) -> Batch:
    """Han's empty draft of product pairs."""
    return work.post_batch(template_version_id=make.version().id, title="짝 맞추기", price=Money(200, "KRW"), actor=cast.han)


@pytest.fixture
def photo_draft(make: Any, cast: Any) -> Batch:
    """Han's empty draft of photos to tag."""
    return work.post_batch(template_version_id=make.version("grocery-photo-tags").id, title="사진", price=Money(200, "KRW"), actor=cast.han)
