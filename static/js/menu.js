// Menus are <details>: one open at a time, closed by escape or a click elsewhere.
export function start(root) {
  const open = () => root.querySelectorAll("details[data-menu][open]");
  root.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  root.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details[data-menu]");
    if (event.key === "Escape") {
      for (const one of open()) {
        one.open = false;
        if (one === menu) one.querySelector("summary").focus();
      }
    }
    if (menu?.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const items = [...menu.querySelectorAll(".menu-list :is(a, button)")];
      const at = items.indexOf(document.activeElement);
      items.at((at + (event.key === "ArrowDown" ? 1 : -1)) % items.length)?.focus();
    }
  });
  for (const form of root.querySelectorAll("form[data-submit-on-change]")) {
    form.addEventListener("change", () => form.requestSubmit());
  }
  for (const button of root.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
}
