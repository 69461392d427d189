// Photos and finished answers on their way: written down on the device first, then sent, each exactly once.
// A repeated try carries the same key, and the same photo is the same file, so a lost answer does no harm.
import { drop, find, findAll, keep } from "./kept.js";

const PHOTO = "photo:", ANSWERS = "answers:", WAITING = "ilgam-outbox";
const QUEUED = "queued:";
const RETRY = [2000, 5000, 15000, 30000], PATIENCE = 60_000;
let failures = 0, retry;

export const isQueued = (value) => value.startsWith(QUEUED);

// Each listener hears {kind: "photo" | "answers", claim, …} as something leaves, is refused, or has to wait.
export function listen(heard) {
  window.addEventListener("outbox", (event) => heard(event.detail));
}

export async function keepPhoto(claim, field, file) {
  const id = QUEUED + crypto.randomUUID();
  await keep(PHOTO + id, { claim, field, file, name: file.name });
  remember();
  return id;
}

export async function keepAnswers(claim, round, fields) {
  await keep(ANSWERS + claim, { claim, round, fields, key: crypto.randomUUID() });
  remember();
}

export const findPhoto = (id) => find(PHOTO + id);
export const dropPhoto = (id) => drop(PHOTO + id);
export const findAnswers = (claim) => find(ANSWERS + claim);
export const dropAnswers = (claim) => drop(ANSWERS + claim);

export async function sendAll() {
  clearTimeout(retry);
  const isDone = await (navigator.locks ? navigator.locks.request("ilgam-outbox", sendEach) : sendEach());
  if (!isDone) retry = setTimeout(sendAll, RETRY[Math.min(failures, RETRY.length - 1)]);
  failures = isDone ? 0 : failures + 1;
}

// Whether nothing is left that could be sent soon; what belongs to somebody else's sign-in waits for theirs.
async function sendEach() {
  const outcomes = [];
  for (const [id, photo] of await findAll(PHOTO)) if (photo.sent === undefined) outcomes.push(await sendPhoto(id, photo));
  for (const [id, one] of await findAll(ANSWERS)) if (!one.refused) outcomes.push(await sendAnswers(id, one));
  if (outcomes.every((outcome) => outcome === "done")) forget();
  return !outcomes.includes("waiting");
}

async function sendPhoto(id, photo) {
  const heard = { kind: "photo", claim: photo.claim, field: photo.field, queued: id.slice(PHOTO.length) };
  const body = new FormData();
  body.append("field", photo.field);
  body.append("file", photo.file, photo.name);
  const answer = await post(`${photo.claim}/files`, body);
  if (answer.later) return tell({ ...heard, state: "waiting" }, answer.later);
  if (answer.refused) {
    await drop(id);
    return tell({ ...heard, state: "refused", message: answer.message });
  }
  await keep(id, { ...photo, file: null, sent: answer.id });
  return tell({ ...heard, state: "sent", id: answer.id, name: answer.name });
}

async function sendAnswers(id, one) {
  const heard = { kind: "answers", claim: one.claim };
  const fields = await withPhotos(one.fields);
  if (!fields) return tell({ ...heard, state: "waiting" }, "waiting");
  const answer = await post(`${one.claim}/submissions?expected_round=${one.round}`, new URLSearchParams(fields), { "Idempotency-Key": one.key });
  if (answer.later) return tell({ ...heard, state: "waiting" }, answer.later);
  if (answer.refused && answer.code !== "already_submitted") {
    await keep(id, { ...one, refused: answer.message });
    return tell({ ...heard, state: "refused", message: answer.message });
  }
  await drop(id);
  for (const [photoId, photo] of await findAll(PHOTO)) if (photo.claim === one.claim) await drop(photoId);
  return tell({ ...heard, state: "sent", href: answer.href ?? one.claim });
}

// The fields with the photos' ids in them; nothing while one is on its way. One that was refused is left out: the server then asks for it.
async function withPhotos(fields) {
  const found = [];
  for (const [name, value] of fields) {
    const photo = isQueued(value) ? await findPhoto(value) : undefined;
    if (photo && photo.sent === undefined) return undefined;
    if (photo || !isQueued(value)) found.push([name, photo?.sent ?? value]);
  }
  return found;
}

// The answer as JSON; {refused, code, message} for a refusal; {later: "waiting" | "elsewhere"} when it can't be known yet.
async function post(url, body, headers = {}) {
  try {
    const token = document.querySelector("meta[name=csrf-token]").content;
    const answer = await fetch(url, { method: "POST", body, headers: { ...headers, "X-CSRFToken": token, Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
    if ([401, 403, 404].includes(answer.status)) return { later: "elsewhere" };
    if (answer.status >= 500 || [408, 425, 429].includes(answer.status)) return { later: "waiting" };
    const said = await answer.json();
    if (answer.ok) return said;
    if (said.error.code === "page_too_old") return { later: "elsewhere" };
    return { refused: true, code: said.error.code, message: said.error.message };
  } catch {
    return { later: "waiting" };
  }
}

function tell(detail, outcome = "done") {
  window.dispatchEvent(new CustomEvent("outbox", { detail }));
  return outcome;
}

function remember() {
  try { localStorage.setItem(WAITING, "yes"); } catch { /* private windows may refuse */ }
}

function forget() {
  try { localStorage.removeItem(WAITING); } catch { /* as above */ }
}

export function isAnythingWaiting() {
  try { return localStorage.getItem(WAITING) !== null; } catch { return false; }
}

window.addEventListener("online", () => { if (isAnythingWaiting()) sendAll(); });
