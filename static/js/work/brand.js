// A text against its brand guide while one types, found as the server finds it (standards/kinds/brand.py), which decides.
import { t } from "../words.js";

const PAUSE = 300;
// What may stand between the characters of a word without hiding it: blanks, joiners, and the marks of Markdown.
const BETWEEN = "[\\s\\u200c\\u200d*_~`\\\\]*";
const DROPPED = /[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export function start(root) {
  for (const rich of root.querySelectorAll("[data-rich]")) watch(rich);
}

export function clean(typed) {
  return typed.normalize("NFC").replace(DROPPED, "").replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(/[^\S\n]+$/gm, "").trim();
}

export function holdsWord(written, word) {
  const letters = [...squeezed(word)];
  const alone = (letter) => letter >= "a" && letter <= "z";
  const before = alone(letters[0]) ? "(?<![a-z0-9])" : "", after = alone(letters.at(-1)) ? "(?![a-z0-9])" : "";
  const literal = letters.map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(before + literal.join(BETWEEN) + after, "u").test(comparable(written));
}

export function isKept(written, rule) {
  const { brand, word, least, most } = rule.dataset;
  if (brand === "banned") return !holdsWord(written, word);
  if (brand === "required") return holdsWord(written, word);
  if (brand === "part") return headings(written).some((heading) => squeezed(heading) === squeezed(word));
  const length = [...written].length;
  return length >= Number(least) && length <= Number(most);
}

function watch(rich) {
  const text = rich.querySelector("textarea"), status = rich.querySelector("[data-brand-status]");
  const rules = [...rich.querySelectorAll("[data-brand]")];
  let pause;

  const look = () => {
    const written = clean(text.value);
    for (const rule of rules) rule.dataset.state = isKept(written, rule) ? "kept" : written ? "broken" : "open";
    const left = rules.filter((rule) => rule.dataset.state === "broken").map((rule) => rule.textContent);
    const said = !written ? "" : left.length ? `${t("아직", "Still")}: ${left.join(", ")}` : t("가이드를 모두 지켰어요.", "All of the guide is kept.");
    if (status.textContent !== said) status.textContent = said;
  };
  text.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(look, PAUSE); });
  look();
}

function headings(written) {
  return [...written.matchAll(/^ {0,3}#{1,6}[ ]+(.+?)[ #]*$/gm)].map((found) => found[1]);
}

function comparable(text) {
  return text.normalize("NFKC").toLowerCase().normalize("NFC");
}

function squeezed(text) {
  return comparable(text).replace(new RegExp(BETWEEN, "g"), "");
}
