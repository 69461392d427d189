// Boxes on a photo: drawn by Annotorious with mouse or finger, kept in the rows of the form, which are what is sent.
// The rows work alone: typed numbers and arrow keys move a box as a drag does.
import { inField, t } from "../words.js";

const SIDES = ["x", "y", "w", "h"];

export function watchBoxes(form) {
  for (const place of form.querySelectorAll("[data-boxes]")) {
    const photo = document.querySelector(`[data-draw-photo="${CSS.escape(place.dataset.ofPhoto)}"]`);
    if (photo && window.Annotorious) draw(form, place, photo);
  }
}

function draw(form, place, photo) {
  const field = place.dataset.boxes, least = Number(place.dataset.minSide) / 100;
  const table = place.closest("[data-answer]").querySelector("[data-rows]"), add = table.closest(".field").querySelector("[data-row-add]");
  const image = photo.querySelector("img");
  const ids = new WeakMap();  // row → annotation
  let isOurs = false;

  const surface = window.Annotorious.createImageAnnotator(image, { drawingEnabled: false });
  const layer = surface.element.querySelector("svg");
  layer.setAttribute("aria-label", photo.dataset.wordsSurface);
  withoutHandles(layer);
  const labels = palette(photo, table, field, (isOn) => { surface.cancelSelected(); surface.setDrawingEnabled(isOn); photo.toggleAttribute("data-drawing", isOn); });
  // While one draws, a drag is a box and no way to move the photo.
  for (const name of ["pointerdown", "dblclick"]) layer.addEventListener(name, (event) => { if (surface.isDrawingEnabled()) event.stopPropagation(); });

  const rows = () => [...table.tBodies[0].rows];
  const cell = (row, name) => row.querySelector(`[name="${CSS.escape(`${field}.${name}`)}"]`);
  const isBlank = (row) => [...SIDES].every((name) => cell(row, name).value.trim() === "");
  const rowOf = (id) => rows().find((row) => ids.get(row) === id);
  const told = (act) => { isOurs = true; act(); isOurs = false; };

  const write = (row, shape) => {
    const { naturalWidth: width, naturalHeight: height } = image;
    const [x, y] = [clamp(shape.x / width), clamp(shape.y / height)];
    const [w, h] = [clamp((shape.x + shape.w) / width) - x, clamp((shape.y + shape.h) / height) - y];
    const percent = [x, y, w, h].map((part) => (Math.round(part * 10000) / 100).toString());
    SIDES.forEach((name, at) => { cell(row, name).value = percent[at]; });
  };
  const show = (row) => {
    const [x, y, w, h] = SIDES.map((name) => Number(cell(row, name).value.replace(",", ".")));
    const id = ids.get(row), isWhole = !isBlank(row) && [x, y, w, h].every(Number.isFinite) && w > 0 && h > 0;
    told(() => {
      if (id) surface.removeAnnotation(id);
      ids.delete(row);
      if (!isWhole) return;
      const fresh = crypto.randomUUID();
      ids.set(row, fresh);
      surface.addAnnotation(annotation(fresh, image, x, y, w, h));
    });
  };
  const changed = () => table.dispatchEvent(new Event("change", { bubbles: true }));

  surface.on("createAnnotation", (made) => {
    if (isOurs) return;
    let row = rows().find((one) => isBlank(one) && !cell(one, "label").value);
    if (!row) { add.click(); row = rows().at(-1); }
    ids.set(row, made.id);
    cell(row, "label").value = labels.chosen();
    write(row, made.target.selector.geometry);
    if (Number(cell(row, "w").value) < least || Number(cell(row, "h").value) < least) { row.querySelector("[data-row-remove]").click(); told(() => surface.removeAnnotation(made.id)); }
    changed();
    // What is chosen is for moving: let go of it, so that the next drag draws the next box.
    queueMicrotask(() => told(() => surface.cancelSelected()));
  });
  surface.state.store.observe(({ origin, changes }) => {
    if (isOurs || origin !== "LOCAL") return;
    for (const { newValue } of changes.updated ?? []) {
      const row = rowOf(newValue.id);
      if (row) write(row, newValue.target.selector.geometry);
    }
  });
  surface.on("updateAnnotation", changed);
  surface.on("selectionChanged", (chosen) => mark(chosen.length ? rowOf(chosen[0].id) : undefined));

  function mark(row) {
    for (const one of rows()) one.toggleAttribute("data-chosen", one === row);
  }

  table.addEventListener("input", (event) => { const row = event.target.closest("tbody tr"); if (row) show(row); });
  table.addEventListener("focusin", (event) => { const row = event.target.closest("tbody tr"); if (row) { mark(row); if (ids.has(row)) told(() => surface.setSelected(ids.get(row), false)); } });
  table.addEventListener("keydown", (event) => nudge(event, cell, () => show(event.target.closest("tr")), changed));
  // Rows go by the button of the row: what is drawn follows.
  new MutationObserver(() => {
    const kept = new Set(rows().map((row) => ids.get(row)));
    told(() => { for (const one of surface.getAnnotations()) if (!kept.has(one.id)) surface.removeAnnotation(one.id); });
  }).observe(table.tBodies[0], { childList: true });
  // The surface undoes on Ctrl+Z wherever it is pressed; in a text that is the text's own.
  form.addEventListener("keydown", (event) => { if ("zy".includes(event.key.toLowerCase()) && (event.ctrlKey || event.metaKey)) event.stopPropagation(); });
  const start = () => { for (const row of rows()) if (!isBlank(row)) show(row); };
  if (image.complete && image.naturalWidth) start(); else image.addEventListener("load", start, { once: true });
}

// The corners to pull at are for the pointer: by keyboard it is the rows, so that nobody tabs through nameless buttons.
function withoutHandles(layer) {
  new MutationObserver(() => {
    for (const handle of layer.querySelectorAll("[role=button]")) for (const name of ["role", "tabindex"]) handle.removeAttribute(name);
  }).observe(layer, { childList: true, subtree: true });
}

// Arrow keys in a number: by half a percent, with Shift by five.
function nudge(event, cell, show, changed) {
  const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (!step || !event.target.matches("input")) return;
  event.preventDefault();
  const now = Number(event.target.value.replace(",", ".")) || 0;
  event.target.value = String(Math.round(Math.min(100, Math.max(0, now + step * (event.shiftKey ? 5 : 0.5))) * 100) / 100);
  show();
  changed();
}

// The labels to draw with, and the switch between drawing and looking.
function palette(photo, table, field, turn) {
  const options = [...table.querySelector(`select[name="${CSS.escape(`${field}.label`)}"]`).options].filter((option) => option.value);
  const bar = Object.assign(document.createElement("div"), { className: "draw-bar" });
  const pen = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary", textContent: t("그리기 ", "Draw ") });
  pen.append(Object.assign(document.createElement("kbd"), { textContent: "d", ariaHidden: "true" }));
  pen.setAttribute("aria-pressed", "false");
  const choose = Object.assign(document.createElement("div"), { className: "picks picks-tight draw-labels" });
  choose.setAttribute("role", "group");
  choose.setAttribute("aria-label", t("그릴 이름", "Label to draw"));
  const set = (isOn) => { pen.setAttribute("aria-pressed", String(isOn)); turn(isOn); };
  const picks = options.map((option, at) => {
    const pick = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary button-small", value: option.value, textContent: option.textContent });
    if (at < 9) {
      pick.append(" ", Object.assign(document.createElement("kbd"), { textContent: String(at + 1), ariaHidden: "true" }));
    }
    pick.addEventListener("click", () => { press(pick); set(true); });
    return pick;
  });
  const press = (chosen) => { for (const pick of picks) pick.setAttribute("aria-pressed", String(pick === chosen)); };
  press(picks[0]);
  pen.addEventListener("click", () => set(pen.getAttribute("aria-pressed") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "d") pen.click();
    else picks[Number(event.key) - 1]?.click();
  });
  choose.append(...picks);
  bar.append(pen, choose);
  photo.querySelector("[data-photo-stage]").after(bar);
  return { chosen: () => picks.find((pick) => pick.getAttribute("aria-pressed") === "true").value };
}

function annotation(id, image, x, y, w, h) {
  const [left, top, width, height] = [x * image.naturalWidth, y * image.naturalHeight, w * image.naturalWidth, h * image.naturalHeight].map((part) => part / 100);
  const geometry = { x: left, y: top, w: width, h: height, rot: 0, bounds: { minX: left, minY: top, maxX: left + width, maxY: top + height } };
  return { id, bodies: [], target: { annotation: id, selector: { type: "RECTANGLE", geometry } } };
}

function clamp(share) {
  return Math.min(1, Math.max(0, share));
}
