// Handing in: written down on this device first, then sent once, now or when there is a connection again.
import { t } from "../words.js";
import { nextOf } from "./ahead.js";
import { dropAnswers, findAnswers, isQueued, keepAnswers, listen, sendAll } from "./outbox.js";

const OURS = ["csrf_token"];

export function watchSending(form) {
  const { claim, round } = form.dataset, submit = form.querySelector("[data-task-submit]");
  const report = form.querySelector("[data-task-waiting]");
  let isFresh = false;  // the answers on their way are those that were handed in on this page

  // Before the other listeners, who let a submit pass that is taken over here.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-busy")) return;
    submit.setAttribute("aria-busy", "true");
    isFresh = true;
    await keepAnswers(claim, round, answersOf(form));
    sendAll();
  }, { capture: true });

  listen(async (heard) => {
    if (heard.claim !== claim || heard.kind !== "answers") return;
    submit.removeAttribute("aria-busy");
    if (heard.state === "sent") { form.dispatchEvent(new Event("autosave:stop")); location.assign(nextOf(form) ?? heard.href); }
    if (heard.state === "waiting") say(report, t("연결이 끊겼어요. 답을 이 기기에 보관했고, 연결되면 한 번만 제출할게요. 이 화면을 닫아도 돼요.",
      "Offline. Your answers are kept on this device and will be submitted once, when you are back online. You may close this page."));
    if (heard.state === "refused") await showRefused(form, report, heard.message, isFresh);
  });

  findAnswers(claim).then((kept) => {
    if (!kept) return;
    if (kept.round !== round) { dropAnswers(claim); return; }
    say(report, kept.refused ?? t("보관해 둔 답을 보내고 있어요.", "Sending the answers kept on this device."));
  });
}

// The server's own page says best what to do, with everything that was typed; unless a photo isn't there yet, which it couldn't keep.
async function showRefused(form, report, message, isFresh) {
  await dropAnswers(form.dataset.claim);
  if (!isFresh || answersOf(form).some(([, value]) => isQueued(value))) { say(report, message); return; }
  form.dispatchEvent(new Event("autosave:stop"));
  form.submit();
}

function answersOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.includes(name));
}

function say(report, words) {
  report.hidden = false;
  report.querySelector("[data-task-waiting-words]").textContent = words;
  report.scrollIntoView({ block: "center" });
}
