// Rows of inputs: one to spare at the end, more on asking, any taken out.
export function start(root) {
  for (const table of root.querySelectorAll("[data-rows]")) grow(table);
}

function grow(table) {
  const body = table.tBodies[0], most = Number(table.dataset.most);
  const add = table.closest(".field").querySelector("[data-row-add]");
  const blank = body.rows[0].cloneNode(true);
  for (const input of inputsOf(blank)) clear(input);

  const settle = () => {
    [...body.rows].forEach((row, place) => { row.cells[0].textContent = String(place + 1); });
    add.disabled = body.rows.length >= most;
    for (const button of table.querySelectorAll("[data-row-remove]")) button.hidden = false;
  };
  const append = () => { const row = body.appendChild(blank.cloneNode(true)); settle(); return row; };

  while (body.rows.length > 1 && isBlank(body.rows[body.rows.length - 1]) && isBlank(body.rows[body.rows.length - 2])) body.lastElementChild.remove();
  add.hidden = false;
  settle();

  add.addEventListener("click", () => inputsOf(append())[0].focus());
  table.addEventListener("click", (event) => {
    const button = event.target.closest("[data-row-remove]");
    if (!button) return;
    const row = button.closest("tr"), next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    inputsOf(next ?? append())[0].focus();
    settle();
    table.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function inputsOf(row) {
  return [...row.querySelectorAll("input, select")];
}

function isBlank(row) {
  return inputsOf(row).every((input) => input.value.trim() === "");
}

function clear(input) {
  for (const option of input.querySelectorAll("[selected]")) option.removeAttribute("selected");
  input.removeAttribute("value");
  input.value = "";
}
