// The reviewer's keyboard: 1–9 turn an item through pass, fail and open; the counter and the first failed note follow.
import { inField, t } from "./words.js";

export function start(root) {
  const sheet = root.querySelector("[data-checklist]");
  if (!sheet) return;
  const items = () => [...sheet.querySelectorAll("[data-check]")];
  const count = () => {
    const open = items().filter((item) => !item.querySelector("input:checked")).length;
    for (const place of root.querySelectorAll("[data-checklist-left]")) {
      place.textContent = open ? t(`${open}개 남음`, `${open} left`) : t("모두 답했어요", "All answered");
    }
  };
  sheet.addEventListener("change", count);
  count();
  root.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && inField(event.target) && sheet.contains(event.target)) { event.target.blur(); return; }
    if (inField(event.target)) return;
    const item = /^[1-9]$/.test(event.key) && items()[Number(event.key) - 1];
    if (item) {
      event.preventDefault();
      turn(item, items());
      count();
      return;
    }
    const next = event.key === "n" && root.querySelector("[data-review]")?.dataset.next;
    if (next) { event.preventDefault(); location.assign(next); }
  });
  preload(root);
}

function turn(item, all) {
  const [pass, fail] = item.querySelectorAll("input[type=radio]");
  if (pass.checked) fail.checked = true;
  else if (fail.checked) fail.checked = false;
  else pass.checked = true;
  for (const one of all) delete one.dataset.at;
  item.dataset.at = "";
  item.scrollIntoView({ block: "nearest" });
  item.dispatchEvent(new Event("change", { bubbles: true }));
}

function preload(root) {
  const next = root.querySelector("[data-review]")?.dataset.next;
  if (!next) return;
  const link = Object.assign(document.createElement("link"), { rel: "prefetch", href: next });
  document.head.append(link);
}
