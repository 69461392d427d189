// Good news leaves by itself; errors stay until closed.
const SECONDS = 7;

export function start(root) {
  const shelf = root.querySelector("[data-toasts]");
  if (shelf) for (const toast of shelf.children) dress(toast, shelf);
}

export function say(text, kind = "info") {
  const shelf = document.querySelector("[data-toasts]");
  if (!shelf) return;
  const toast = document.createElement("div");
  toast.className = `toast toast-${kind}`;
  toast.dataset.toast = kind;
  toast.append(Object.assign(document.createElement("p"), { textContent: text }));
  shelf.append(toast);
  dress(toast, shelf);
}

function dress(toast, shelf) {
  const close = Object.assign(document.createElement("button"), { type: "button", className: "toast-close", textContent: "×" });
  close.setAttribute("aria-label", shelf.dataset.closeLabel);
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  if (toast.dataset.toast === "error") return;
  let timer = setTimeout(() => toast.remove(), SECONDS * 1000);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => { timer = setTimeout(() => toast.remove(), 2000); });
}
