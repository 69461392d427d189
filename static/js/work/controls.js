// The controls of several inputs: each works without its script, which only makes it quicker.
import { start as guides } from "./brand.js";
import { start as rows } from "./rows.js";
import { start as steps } from "./steps.js";
import { start as trees } from "./tree.js";

for (const start of [guides, rows, steps, trees]) start(document);
