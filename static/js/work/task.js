// The page of one task: keys choose and move on, and what would be refused is said before it is handed in.
import { inField } from "../words.js";
import { watchAhead } from "./ahead.js";
import { watchBoxes } from "./boxes.js";
import { watchChecks } from "./checks.js";
import { isAnythingWaiting, sendAll } from "./outbox.js";
import { watchSending } from "./sending.js";
import { watchUploads } from "./uploads.js";
import "./controls.js";
import { confirmSuggestion, isSuggested, watchSuggestions } from "./suggestions.js";

for (const form of document.querySelectorAll("form[data-task]")) {
  const answers = [...form.querySelectorAll("[data-answer]")];
  limits(form);
  watchSuggestions(form);
  keys(form, answers);
  watchUploads(form);
  watchBoxes(form);
  watchSending(form);
  watchAhead(form);
  watchChecks(form);
  for (const hint of form.querySelectorAll("[data-task-keys]")) hint.hidden = false;
}

if (isAnythingWaiting()) sendAll();

function keys(form, answers) {
  let active = answers[0];
  const mark = (answer) => {
    active = answer ?? active;
    for (const one of answers) one.toggleAttribute("data-active", one === active);
  };
  mark(answers.find((one) => !isAnswered(one) || isSuggested(one)) ?? answers[0]);
  form.addEventListener("focusin", (event) => mark(event.target.closest("[data-answer]")));

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.querySelector("[data-task-submit]").click();
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && moves(event.target)) {
      event.preventDefault();
      confirmSuggestion(active);
      goTo(answers, active, mark);
      return;
    }
    if (inField(event.target) || event.key.length !== 1) return;
    const choice = active?.querySelector(`[data-pick-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!choice) return;
    event.preventDefault();
    choice.focus();
    choice.click();
    if (choice.checked) confirmSuggestion(active);
    if (choice.type === "radio") goTo(answers, active, mark);
  });
}

// Enter goes on to the next field; in long texts it is a line, on buttons and links it presses.
function moves(target) {
  return target === document.body || (target.closest("[data-answer]") !== null && !target.matches("textarea, button, select, summary"));
}

function goTo(answers, from, mark) {
  const next = answers[answers.indexOf(from) + 1];
  if (!next) { document.querySelector("[data-task-submit]").focus(); return; }
  mark(next);
  const field = next.querySelector("input:checked") ?? next.querySelector("input:not([type=hidden], [disabled]), textarea, select");
  field?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function isAnswered(answer) {
  return [...answer.querySelectorAll("input[name], textarea, [data-rows] select")].some((one) => (one.matches("[type=radio], [type=checkbox]") ? one.checked : one.value.trim() !== ""));
}

// The most that may be chosen: the others rest until one is taken out.
function limits(form) {
  for (const picks of form.querySelectorAll("[data-picks][data-most]")) {
    const boxes = [...picks.querySelectorAll("input")];
    const apply = () => {
      const full = boxes.filter((one) => one.checked).length >= Number(picks.dataset.most);
      for (const one of boxes) one.disabled = full && !one.checked;
    };
    picks.addEventListener("change", apply);
    apply();
  }
}
