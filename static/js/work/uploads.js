// Photos and files for an answer: kept on the device at once, sent when there is a connection, shown with how that stands.
import { t } from "../words.js";
import { dropPhoto, findPhoto, isQueued, keepPhoto, listen, sendAll } from "./outbox.js";

export function watchUploads(form) {
  const places = new Map([...form.querySelectorAll("[data-upload]")].map((place) => [place.dataset.upload, place]));
  for (const place of places.values()) watch(form.dataset.claim, place);
  if (!places.size) return;
  listen((heard) => {
    if (heard.kind !== "photo" || heard.claim !== form.dataset.claim) return;
    const place = places.get(heard.field);
    const use = place && [...place.querySelectorAll("[data-upload-use]")].find((one) => one.value === heard.queued);
    if (use) show(place, use.closest("[data-upload-file]"), heard);
  });
}

function watch(claim, place) {
  const pick = place.querySelector("[data-upload-pick]"), most = Number(place.dataset.most);
  pick.removeAttribute("name");  // what is chosen is sent from here, not with the form
  place.dataset.ready = "";
  const rows = () => [...place.querySelectorAll("[data-upload-file]")];
  const settle = () => { pick.disabled = most > 1 && rows().length >= most; };

  pick.addEventListener("change", async () => {
    const files = [...pick.files];
    pick.value = "";
    say(place, "");
    if (most === 1) for (const row of rows()) await remove(row);
    for (const file of files.slice(0, most - rows().length)) await add(claim, place, file);
    settle();
    sendAll();
  });
  place.addEventListener("click", async (event) => {
    const row = event.target.closest("[data-upload-remove]")?.closest("[data-upload-file]");
    if (!row) return;
    await remove(row);
    settle();
    pick.focus();
    changed(place);
  });
  for (const row of rows()) restore(place, row);
  settle();
}

async function add(claim, place, file) {
  const id = await keepPhoto(claim, place.dataset.upload, file);
  const row = place.querySelector("[data-upload-row]").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-upload-use]").value = id;
  place.querySelector("[data-upload-kept]").append(row);
  picture(row, file);
  tag(row, t("올리는 중…", "Uploading…"));
  changed(place);
}

// A photo that waited on this device while the page was loaded anew.
async function restore(place, row) {
  const use = row.querySelector("[data-upload-use]");
  row.querySelector("[data-upload-remove]").hidden = false;
  if (!isQueued(use.value)) return;
  const photo = await findPhoto(use.value);
  if (!photo) { row.remove(); return; }
  if (photo.sent !== undefined) { show(place, row, { state: "sent", id: photo.sent }); return; }
  picture(row, photo.file);
  tag(row, t("올리는 중…", "Uploading…"));
}

async function remove(row) {
  const use = row.querySelector("[data-upload-use]");
  row.remove();
  if (isQueued(use.value)) await dropPhoto(use.value);
}

function show(place, row, heard) {
  if (heard.state === "waiting") { tag(row, t("연결되면 올릴게요", "Will be sent when online")); return; }
  if (heard.state === "refused") { row.remove(); say(place, heard.message); changed(place); return; }
  row.querySelector("[data-upload-use]").value = heard.id;
  tag(row, "");
  changed(place);
}

function picture(row, file) {
  const image = row.querySelector("img");
  if (!file.type.startsWith("image/")) { image.replaceWith(Object.assign(document.createElement("span"), { textContent: file.name })); return; }
  image.src = URL.createObjectURL(file);
  image.alt = file.name;
}

function tag(row, words) {
  row.toggleAttribute("data-waiting", words !== "");
  row.querySelector("[data-upload-state]").textContent = words;
}

function say(place, words) {
  const note = place.querySelector("[data-upload-said]");
  note.textContent = words;
  note.hidden = words === "";
}

function changed(place) {
  place.dispatchEvent(new Event("change", { bubbles: true }));
}
