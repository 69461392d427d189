// The builder: rows that are added, moved and taken out, weights that are summed while typing, Markdown seen as it is written.
import { nameKeys } from "./keys.js";
import { watchProse } from "./prose.js";
import { growRows } from "./rows.js";
import { watchWeights } from "./weights.js";

for (const rows of document.querySelectorAll("[data-rows]")) {
  growRows(rows);
  if (rows.dataset.sum) watchWeights(rows);
  if (rows.dataset.keys) nameKeys(rows);
}
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
for (const area of document.querySelectorAll("textarea[data-prose]")) watchProse(area);
