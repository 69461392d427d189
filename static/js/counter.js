// How much of the allowed length is used. It warns and never cuts what was pasted: the server says what is too long.
import { t } from "./words.js";

export function start(root) {
  for (const input of root.querySelectorAll("[data-counter]")) {
    const most = Number(input.dataset.counter);
    const place = Object.assign(document.createElement("span"), { className: "field-count" });
    place.setAttribute("aria-hidden", "true");
    input.after(place);
    const show = () => {
      const [used, allowed] = [[...input.value].length, most].map((number) => number.toLocaleString());
      place.textContent = t(`${used} / ${allowed}자`, `${used} of ${allowed}`);
      place.toggleAttribute("data-near", [...input.value].length > most * 0.9);
    };
    input.addEventListener("input", show);
    show();
  }
}
