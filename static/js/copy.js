// Copying keys and ids, where the browser allows it.
import { t } from "./words.js";

export function start(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy], [data-copy-from]")) {
    button.hidden = false;
    const words = button.querySelector("span") ?? button, said = words.textContent;
    button.addEventListener("click", async () => {
      const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
      try {
        await navigator.clipboard.writeText(from ? (from.value ?? from.textContent) : button.dataset.copy);
        words.textContent = button.dataset.copied ?? t("복사했어요", "Copied");
      } catch {
        words.textContent = t("복사하지 못했어요", "Not copied");
      }
      setTimeout(() => { words.textContent = said; }, 1600);
    });
  }
}
