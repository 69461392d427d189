// Opens #id as a modal instead of by address, and keeps the submit off until the typed words match.
export function start(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
      dialog.querySelector("input:not([type=hidden]), textarea, .button-primary, [data-close]")?.focus();
    }
    const closer = event.target.closest("[data-close]");
    if (closer) {
      event.preventDefault();
      closer.closest("dialog").close();
      if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    }
    if (event.target.matches("dialog[open]")) event.target.close();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
  });
  for (const input of root.querySelectorAll("[data-type-to-confirm]")) {
    const submit = input.form.querySelector("button[type=submit]");
    const check = () => { submit.disabled = input.value.trim() !== input.dataset.typeToConfirm; };
    input.addEventListener("input", check);
    check();
  }
}
