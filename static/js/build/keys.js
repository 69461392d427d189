// The inputs that a table is looked up by: as many as the chosen table has keys, each called by its key.
export function nameKeys(rows) {
  const tables = JSON.parse(rows.dataset.keys);
  const show = () => {
    for (const row of rows.querySelectorAll("[data-row]")) {
      const keys = tables[row.querySelector("select[name^='table.']").value] ?? [];
      for (const one of row.querySelectorAll("[data-key]")) {
        const key = keys[one.dataset.key];
        one.hidden = key === undefined;
        if (key !== undefined) one.querySelector("label").textContent = rows.dataset.keyWords.replace("{key}", key);
      }
    }
  };
  rows.addEventListener("change", show);
  rows.addEventListener("click", show);
  show();
}
