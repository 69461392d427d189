// The sum of the weights, said while typing: it must come to the number in data-sum.
export function watchWeights(rows) {
  const said = rows.querySelector("[data-weight-sum]"), wanted = Number(rows.dataset.sum);
  const show = () => {
    const total = [...rows.querySelectorAll("[data-weight]")].reduce((sum, input) => sum + (Number(input.value) || 0), 0);
    said.textContent = (total === wanted ? said.dataset.right : said.dataset.wrong).replace("{n}", total);
    said.dataset.state = total === wanted ? "right" : "wrong";
  };
  rows.addEventListener("input", show);
  show();
}
