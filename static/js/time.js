// Keeps "3 minutes ago" true while a page stays open; the exact time is in the title.
import { duration, t } from "./words.js";

export function start(root) {
  const times = [...root.querySelectorAll("time[data-time]")];
  if (!times.length) return;
  // The server's clock may be moved (demo) or ours wrong: count on from what the server wrote.
  const serverNow = Date.parse(document.querySelector("meta[name=server-now]")?.content ?? "") || Date.now();
  const skew = serverNow - Date.now();
  setInterval(() => {
    for (const time of times) if (time.isConnected) write(time, Date.now() + skew);
  }, 30_000);
}

function write(time, now) {
  const seconds = (now - Date.parse(time.dateTime)) / 1000;
  if (Math.abs(seconds) >= 7 * 86400) return;
  const size = Math.abs(seconds);
  if (size < 60) time.textContent = seconds >= 0 ? t("방금", "just now") : t("곧", "in a moment");
  else {
    const unit = size >= 86400 ? 86400 : size >= 3600 ? 3600 : 60;
    const span = duration(Math.floor(size / unit) * unit);
    time.textContent = seconds > 0 ? t(`${span} 전`, `${span} ago`) : t(`${span} 뒤`, `in ${span}`);
  }
}
