// The clock of a claim: counts from the deadline the server gave; amber in the last fifth, then says what happened.
import { duration, t } from "./words.js";

export function start(root) {
  for (const clock of root.querySelectorAll("[data-countdown]")) run(clock);
}

function run(clock) {
  const total = Number(clock.dataset.total);
  const serverNow = Date.parse(document.querySelector("meta[name=server-now]")?.content ?? "") || Date.now();
  const end = Date.parse(clock.dataset.deadline) - (serverNow - Date.now());
  const bar = clock.querySelector("progress");
  const words = clock.querySelector("[data-countdown-left]");
  const note = clock.querySelector("[data-countdown-note]");
  const tick = () => {
    const left = (end - Date.now()) / 1000;
    bar.value = Math.max(0, Math.min(total, left));
    clock.dataset.state = left <= 0 ? "over" : left < total * 0.2 ? "soon" : "calm";
    words.textContent = left <= 0 ? t("시간이 끝났어요", "Time is up") : t(`${spoken(left)} 남음`, `${spoken(left)} left`);
    if (left > 0) return;
    clearInterval(timer);
    note.textContent = clock.dataset.grace ?? clock.dataset.atZero;
    clock.setAttribute("aria-live", "assertive");
    clock.dispatchEvent(new CustomEvent("countdown:over", { bubbles: true }));
  };
  const timer = setInterval(tick, 1000);
  tick();
}

function spoken(seconds) {
  const minutes = Math.floor(seconds / 60), rest = Math.floor(seconds % 60);
  if (minutes >= 60) return duration(seconds);
  return minutes ? t(`${minutes}분 ${rest}초`, `${minutes} min ${rest} s`) : t(`${rest}초`, `${rest} s`);
}
