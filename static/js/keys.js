// data-key="a": the key clicks the button or link that carries it. "?" lists the keys of the page.
import { inField, t } from "./words.js";

export function start(root) {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || inField(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") { event.preventDefault(); help(); return; }
    const target = [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key && one.offsetParent !== null);
    if (!target || target.disabled) return;
    event.preventDefault();
    target.click();
  });
  root.addEventListener("keydown", (event) => {
    const group = !inField(event.target) && /^[1-9]$/.test(event.key) && !document.querySelector("[data-checklist]") && root.querySelector("[data-choice-keys]");
    const choice = group && group.querySelectorAll("input")[Number(event.key) - 1];
    if (choice && !event.metaKey && !event.ctrlKey && !event.altKey) { event.preventDefault(); choice.click(); choice.focus(); }
  });
}

function help() {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", t("단축키", "Keys"));
  const title = Object.assign(document.createElement("h2"), { textContent: t("단축키", "Keys") });
  const list = Object.assign(document.createElement("dl"), { className: "dialog-keys section" });
  const rows = [["⌘K", t("이동하거나 찾기", "Go to or find")]];
  if (document.querySelector("[data-checklist]")) rows.push(["1–9", t("점검 항목: 통과 → 미달 → 지움", "Checklist item: pass → fail → open")]);
  if (document.querySelector("[data-choice-keys]")) rows.push(["1–9", t("답 고르기", "Choose an answer")]);
  if (document.querySelector("tr[data-href]")) rows.push(["j k ⏎", t("줄 이동, 열기", "Move between rows, open")]);
  if (document.querySelector("[data-photo]")) rows.push(["+ − 0 R", t("사진 크게·작게·처음 크기·돌리기", "Photo: zoom in, out, fit, rotate")]);
  if (document.querySelector("[data-review][data-next]")) rows.push(["n", t("다음 제출", "Next submission")]);
  for (const one of document.querySelectorAll("[data-key]")) rows.push([one.dataset.key, one.querySelector("span")?.textContent.trim() ?? one.textContent.trim()]);
  for (const [key, words] of rows) {
    const term = document.createElement("dt");
    term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    list.append(term, Object.assign(document.createElement("dd"), { textContent: words }));
  }
  dialog.append(title, list);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
}
