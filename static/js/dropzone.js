// Dropping, pasting and seeing files before they are sent; the plain file input underneath stays the truth.
export function start(root) {
  for (const zone of root.querySelectorAll("[data-dropzone]")) receive(zone);
}

function receive(zone) {
  const input = zone.querySelector("input[type=file]"), list = zone.querySelector("[data-dropzone-files]");
  zone.dataset.ready = "";
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.dataset.over = ""; });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => delete zone.dataset.over);
  zone.addEventListener("drop", (event) => { event.preventDefault(); put(event.dataTransfer.files); });
  zone.addEventListener("paste", (event) => { if (event.clipboardData.files.length) put(event.clipboardData.files); });
  input.addEventListener("change", show);

  function put(files) {
    const carrier = new DataTransfer();
    for (const file of input.multiple ? files : [...files].slice(0, 1)) carrier.items.add(file);
    input.files = carrier.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function show() {
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    list.replaceChildren(...[...input.files].slice(0, 20).map((file) => {
      const row = document.createElement("li");
      if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) row.append(Object.assign(document.createElement("img"), { src: URL.createObjectURL(file), alt: "" }));
      row.append(Object.assign(document.createElement("span"), { textContent: `${file.name} · ${size(file.size)}` }));
      return row;
    }));
  }
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
