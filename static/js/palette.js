// ⌘K or Ctrl+K: every navigation link and every [data-command] of the page, filtered as one types.
export function start(root) {
  const opener = root.querySelector("[data-palette-open]");
  if (!opener) return;
  opener.hidden = false;
  if (!/Mac|iPhone|iPad/.test(navigator.platform)) opener.querySelector("kbd").textContent = "Ctrl K";
  opener.addEventListener("click", () => open(opener));
  root.addEventListener("keydown", (event) => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") { event.preventDefault(); open(opener); }
  });
}

function commands() {
  const seen = new Map();
  for (const one of document.querySelectorAll("[data-command], .page-actions a")) {
    const words = one.dataset.command || one.querySelector("span")?.textContent.trim() || one.textContent.trim();
    if (words && !seen.has(words)) seen.set(words, one);
  }
  return [...seen];
}

function open(opener) {
  if (document.querySelector("dialog[open]")) return;
  const dialog = Object.assign(document.createElement("dialog"), { className: "dialog palette" });
  const input = Object.assign(document.createElement("input"), { className: "palette-input", type: "text", placeholder: opener.dataset.paletteLabel, autocomplete: "off" });
  const list = Object.assign(document.createElement("ul"), { className: "palette-list", id: "palette-list" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", opener.dataset.paletteLabel);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", "palette-list"], ["aria-expanded", "true"], ["aria-label", opener.dataset.paletteLabel]]) input.setAttribute(name, value);
  dialog.append(input, list);
  const all = commands();
  let shown = [], at = 0;

  const pick = () => { const target = shown[at]?.[1]; dialog.close(); target?.click(); };
  const draw = () => {
    const typed = input.value.trim().toLowerCase();
    shown = all.filter(([words]) => words.toLowerCase().includes(typed));
    at = Math.min(at, Math.max(0, shown.length - 1));
    list.replaceChildren(...(shown.length ? shown.map(([words], index) => {
      const row = Object.assign(document.createElement("li"), { textContent: words, id: `palette-${index}` });
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(index === at));
      row.addEventListener("click", () => { at = index; pick(); });
      return row;
    }) : [Object.assign(document.createElement("li"), { textContent: opener.dataset.paletteNone, className: "soft" })]));
    input.setAttribute("aria-activedescendant", shown.length ? `palette-${at}` : "");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("input", () => { at = 0; draw(); });
  input.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) { event.preventDefault(); at = (at + by + shown.length) % (shown.length || 1); draw(); }
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); pick(); }
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  draw();
}
