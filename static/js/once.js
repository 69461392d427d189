// A second press of the same button sends nothing: the first answer is on its way.
export function start(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]") || event.defaultPrevented) return;
    if ("sent" in form.dataset) { event.preventDefault(); return; }
    form.dataset.sent = "";
    event.submitter?.setAttribute("aria-busy", "true");
    // A download answers without leaving the page.
    setTimeout(() => release(form), 8000);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of root.querySelectorAll("form[data-sent]")) release(form);
  });
  root.querySelector("[data-focus]")?.focus();
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}
