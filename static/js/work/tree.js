// Finding a branch of a tree by its words; those of the branches above it count too.
export function start(root) {
  for (const tree of root.querySelectorAll("[data-tree]")) search(tree);
}

function search(tree) {
  const filter = tree.querySelector("[data-tree-filter]"), none = tree.querySelector("[data-tree-none]");
  filter.hidden = false;
  filter.addEventListener("input", (event) => {
    event.stopPropagation();  // looking isn't answering
    const wanted = fold(filter.value);
    none.hidden = sift(tree.querySelector(":scope > ul"), wanted, "");
  });
  filter.addEventListener("change", (event) => event.stopPropagation());
}

// Whether anything of the list is left to see.
function sift(list, wanted, above) {
  const found = [...list.children].map((node) => {
    const words = `${above} ${fold(node.dataset.words)}`, branch = node.querySelector(":scope > details");
    const seen = words.includes(wanted), below = branch ? sift(branch.querySelector(":scope > ul"), wanted, words) : false;
    node.hidden = !(seen || below);
    if (branch) branch.open = wanted !== "" ? below : branch.querySelector("input:checked") !== null;
    return !node.hidden;
  });
  return found.includes(true);
}

function fold(words) {
  return words.normalize("NFC").toLowerCase().trim();
}
