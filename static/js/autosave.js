// A draft saved 800 ms after typing stops. The server's draft is the truth: the copy kept here is only what could not be sent yet.
import { duration, t } from "./words.js";

const PAUSE = 800;
const RETRY = [2000, 5000, 15000, 30000];

export function start(root) {
  for (const form of root.querySelectorAll("form[data-autosave-url]")) keep(form);
}

function keep(form) {
  const mark = document.querySelector("[data-autosave-mark]");
  const url = form.dataset.autosaveUrl, place = `draft:${url}`;
  let pause, retry, clock, failures = 0, sending = false, again = false, unsent = false, savedAt, submitted = false;

  const show = (state) => {
    if (!mark) return;
    clearInterval(clock);
    mark.dataset.state = state;
    if (state !== "saved") { mark.textContent = mark.dataset[state]; return; }
    const write = () => {
      const seconds = (Date.now() - savedAt) / 1000;
      const ago = seconds < 2 ? t("방금", "just now") : t(`${duration(seconds)} 전`, `${duration(seconds)} ago`);
      mark.textContent = `${mark.dataset.saved} · ${ago}`;
    };
    write();
    clock = setInterval(write, 5000);
  };

  const send = async () => {
    if (submitted) return;
    if (sending) { again = true; return; }
    sending = true;
    unsent = false;
    clearTimeout(retry);
    const body = fieldsOf(form);
    show("saving");
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": form.elements.csrf_token?.value ?? "", Accept: "application/json" } });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      failures = 0;
      forget(place);
      savedAt = Date.now();
      // A refusal won't get better by asking again: the claim may have ended or the session.
      show(answer.ok && !answer.redirected ? "saved" : "refused");
    } catch {
      unsent = true;
      remember(place, body);
      show("offline");
      retry = setTimeout(send, RETRY[Math.min(failures, RETRY.length - 1)]);
      failures += 1;
    }
    sending = false;
    if (again) { again = false; send(); }
  };

  const later = () => { unsent = true; clearTimeout(pause); pause = setTimeout(send, PAUSE); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  const stop = () => { submitted = true; clearTimeout(pause); clearTimeout(retry); forget(place); };
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) stop(); });
  form.addEventListener("autosave:stop", stop);
  sendLeft(form, url, place);
  window.addEventListener("online", () => { if (failures) send(); });
  // Leaving within the pause: the beacon outlives the page and carries the CSRF field with it.
  window.addEventListener("pagehide", () => { if (unsent && !submitted) navigator.sendBeacon(url, fieldsOf(form)); });
}

function fieldsOf(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fields;
}

// What an earlier page could not send: if nothing newer is saved, it becomes the draft, and the page shows it.
async function sendLeft(form, url, place) {
  const left = recall(place);
  if (!left) return;
  if (Date.parse(form.dataset.draftAt || 0) > left.at) { forget(place); return; }
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(left.text), headers: { "X-CSRFToken": form.elements.csrf_token?.value ?? "", Accept: "application/json" } });
  forget(place);
  if (answer.ok) location.reload();
}

function remember(place, body) {
  body.delete("csrf_token");
  try { localStorage.setItem(place, JSON.stringify({ at: Date.now(), text: body.toString() })); } catch { /* private windows may refuse */ }
}

function recall(place) {
  try { return JSON.parse(localStorage.getItem(place)); } catch { return null; }
}

function forget(place) {
  try { localStorage.removeItem(place); } catch { /* as above */ }
}
