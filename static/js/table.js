// Rows by keyboard: j and k move, enter opens; and the boxes that select rows.
import { inField } from "./words.js";

export function start(root) {
  for (const table of root.querySelectorAll("table[data-table]")) {
    rowsOpen(table);
    selection(table);
  }
  if (root === document) document.addEventListener("keydown", move);
}

function rowsOpen(table) {
  table.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-href]");
    if (!row || event.target.closest("a, button, input, label, summary") || String(getSelection())) return;
    if (event.metaKey || event.ctrlKey) window.open(row.dataset.href, "_blank", "noopener");
    else location.assign(row.dataset.href);
  });
}

function move(event) {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || inField(event.target) || document.querySelector("dialog[open]")) return;
  const rows = [...document.querySelectorAll("table[data-table] tbody tr[data-href]")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "j" ? 1 : -1)))];
    rows[at]?.removeAttribute("aria-selected");
    next.setAttribute("aria-selected", "true");
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && at >= 0 && event.target.matches("body, tr, main")) {
    location.assign(rows[at].dataset.href);
  }
}

function selection(table) {
  const all = table.querySelector("[data-select-all]");
  if (!all) return;
  const bar = table.closest("form")?.querySelector("[data-bulk-bar]");
  const boxes = () => [...table.querySelectorAll("[data-select-row]")];
  const show = () => {
    const count = boxes().filter((box) => box.checked).length;
    all.checked = count > 0 && count === boxes().length;
    all.indeterminate = count > 0 && !all.checked;
    if (!bar) return;
    bar.querySelector("[data-bulk-count]").textContent = bar.dataset.words.replace("{n}", count);
    for (const button of bar.querySelectorAll("button")) button.disabled = count === 0;
  };
  all.addEventListener("change", () => { for (const box of boxes()) box.checked = all.checked; show(); });
  table.addEventListener("change", show);
  show();
}
