// One more, one less: beside a number.
export function start(root) {
  for (const button of root.querySelectorAll("[data-step]")) {
    const input = button.parentElement.querySelector("input");
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = Number.parseInt(input.value, 10);
      const next = (Number.isNaN(now) ? blankOf(input, button) : now) + Number(button.dataset.step);
      input.value = String(Math.min(Number(input.dataset.most), Math.max(Number(input.dataset.least), next)));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== (button.dataset.step === "1" ? "ArrowUp" : "ArrowDown")) return;
      event.preventDefault();
      button.click();
    });
  }
}

// A first step up gives the least; a count starts from nothing seen.
function blankOf(input, button) {
  return Number(input.dataset.blank ?? Number(input.dataset.least) - (button.dataset.step === "1" ? 1 : 0));
}
