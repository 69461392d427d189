// Rows of inputs named `weight.3`: a new one is a blank copy of the last under the next number; their order is the order sent.
export function growRows(rows) {
  const add = rows.querySelector("[data-row-add]");
  for (const tools of rows.querySelectorAll("[data-row-tools]")) tools.hidden = false;
  add.hidden = false;
  add.addEventListener("click", () => focusOn(addRow(rows)));
  rows.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    if (event.target.closest("[data-row-up]")) swap(row.previousElementSibling, row, event.target);
    if (event.target.closest("[data-row-down]")) swap(row, row.nextElementSibling, event.target);
    if (event.target.closest("[data-row-remove]")) remove(rows, row);
  });
  if ("pasteLines" in rows.dataset) rows.addEventListener("paste", (event) => pasteLines(rows, event));
}

function addRow(rows) {
  const all = [...rows.querySelectorAll("[data-row]")], last = all.at(-1);
  const next = 1 + Math.max(...all.map(numberOf)), made = last.cloneNode(true);
  for (const input of made.querySelectorAll("input, select, textarea")) {
    input.name = input.name.replace(/\.\d+$/, `.${next}`);
    if (input.type === "checkbox") input.checked = false;
    else if (input.tagName === "SELECT") input.selectedIndex = 0;
    else input.value = "";
    input.removeAttribute("aria-invalid");
  }
  for (const one of made.querySelectorAll("[id]")) one.id = one.id.replace(/\.\d+/, `.${next}`);
  for (const label of made.querySelectorAll("label[for]")) label.htmlFor = label.htmlFor.replace(/\.\d+$/, `.${next}`);
  for (const gone of made.querySelectorAll(".field-error")) gone.remove();
  last.after(made);
  return made;
}

function numberOf(row) {
  return Number(row.querySelector("[name]").name.split(".").at(-1));
}

function swap(upper, lower, pressed) {
  if (!upper?.matches("[data-row]") || !lower?.matches("[data-row]")) return;
  upper.before(lower);
  pressed.closest("button").focus();
}

function remove(rows, row) {
  const left = rows.querySelectorAll("[data-row]").length;
  const near = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling;
  if (left === 1) for (const input of row.querySelectorAll("input:not([type=checkbox]), textarea")) input.value = "";
  else row.remove();
  focusOn(left === 1 ? row : near);
  rows.dispatchEvent(new Event("input", { bubbles: true }));
}

// Lines pasted into one input fill it and the rows below; the cells of a line, the inputs beside it.
function pasteLines(rows, event) {
  const lines = event.clipboardData.getData("text").split(/\r?\n/).filter((line) => line.trim());
  if (event.target.tagName !== "INPUT" || (lines.length < 2 && !lines[0]?.includes("\t"))) return;
  event.preventDefault();
  let row = event.target.closest("[data-row]");
  const first = inputsOf(row).indexOf(event.target);
  for (const line of lines) {
    row ??= addRow(rows);
    const inputs = inputsOf(row).slice(first);
    line.split("\t").slice(0, inputs.length).forEach((cell, place) => { inputs[place].value = cell.trim(); });
    row = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : null;
  }
}

function inputsOf(row) {
  return [...row.querySelectorAll("input:not([type=hidden])")];
}

function focusOn(row) {
  row?.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}
