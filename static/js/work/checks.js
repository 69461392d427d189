// Asks the server what would be refused: quietly while one works, and fully before handing in.
import { isQueued } from "./outbox.js";

const PAUSE = 700, PATIENCE = 8000;

export function watchChecks(form) {
  const report = form.querySelector("[data-task-report]"), submit = form.querySelector("[data-task-submit]");
  const words = submit.querySelector("span"), plainWords = words.textContent;
  const touched = new Set();
  let pause, warned = false, turn = 0;

  const ask = async () => {
    const answer = await fetch(form.dataset.task, {
      method: "POST", body: new URLSearchParams(new FormData(form)),
      headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };
  const refuseNothing = () => { warned = false; words.textContent = plainWords; };

  const look = async () => {
    const mine = ++turn;
    try {
      const found = await ask();
      if (mine === turn) showFields(form, found.fields, (name) => touched.has(name) && !isBlank(form, name));
    } catch { /* handing in asks again */ }
  };

  form.addEventListener("change", (event) => {
    const answer = event.target.closest("[data-answer]");
    if (!answer) return;
    touched.add(answer.dataset.answer);
    refuseNothing();
    clearTimeout(pause);
    pause = setTimeout(look, PAUSE);
  });
  form.addEventListener("input", refuseNothing);

  for (const button of form.querySelectorAll("[data-task-check]")) button.hidden = true;
  submit.addEventListener("click", async (event) => {
    if (warned) return;
    event.preventDefault();
    if (submit.getAttribute("aria-busy")) return;
    clearTimeout(pause);
    turn += 1;
    // A photo still on its way can't be checked yet; it goes with the answers.
    if ([...new FormData(form).values()].some((value) => typeof value === "string" && isQueued(value))) { form.requestSubmit(submit); return; }
    submit.setAttribute("aria-busy", "true");
    let passed = false;
    try {
      const found = await ask();
      showFields(form, found.fields, () => true);
      const wrong = inOrder(form, Object.keys(found.fields));
      if (wrong.length) {
        draw(report, "lost", report.dataset.wordsTitle, wrong.map((name) => [labelOf(form, name), found.fields[name], name]));
        focusOn(form, wrong);
      } else if (found.warnings.length) {
        draw(report, "waiting", report.dataset.wordsWarning, found.warnings.map((one) => [labelOf(form, one.field), one.message, one.field]));
        warned = true;
        words.textContent = report.dataset.wordsAnyway;
        report.scrollIntoView({ block: "nearest" });
      } else {
        report.replaceChildren();
        passed = true;
      }
    } catch {
      // Whether it may be handed in is decided there, not here.
      passed = true;
    }
    submit.removeAttribute("aria-busy");
    if (passed) form.requestSubmit(submit);
  });
}

function showFields(form, fields, wanted) {
  for (const answer of form.querySelectorAll("[data-answer]")) {
    const name = answer.dataset.answer, said = fields[name], box = answer.querySelector(".field");
    const shown = said !== undefined && wanted(name);
    let note = box.querySelector(":scope > .field-error");
    box.classList.toggle("field-wrong", shown);
    for (const control of box.querySelectorAll("input.input, textarea, select")) control.setAttribute("aria-invalid", String(shown));
    if (!shown) { note?.remove(); continue; }
    if (!note) {
      note = Object.assign(document.createElement("p"), { className: "field-error", id: `${name}-error` });
      box.insertBefore(note, box.querySelector(":scope > .field-hint"));
      for (const control of box.querySelectorAll("input.input, textarea, select")) describe(control, note.id);
    }
    note.textContent = said;
  }
}

function describe(control, id) {
  const ids = new Set((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  control.setAttribute("aria-describedby", [...ids.add(id)].join(" "));
}

function draw(report, tone, title, rows) {
  const banner = Object.assign(document.createElement("div"), { className: `banner banner-${tone}` });
  const words = Object.assign(document.createElement("div"), { className: "banner-words" });
  const list = document.createElement("ul");
  for (const [label, said, name] of rows) {
    const row = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: `#${name}`, textContent: label });
    row.append(link, `: ${said}`);
    list.append(row);
  }
  words.append(Object.assign(document.createElement("p"), { className: "strong", textContent: title }), list);
  banner.append(words);
  report.replaceChildren(banner);
}

function focusOn(form, names) {
  const first = [...form.querySelectorAll("[data-answer]")].find((one) => names.includes(one.dataset.answer));
  first?.querySelector("input.input, textarea, input")?.focus();
  first?.scrollIntoView({ block: "center" });
}

function inOrder(form, names) {
  const order = [...form.querySelectorAll("[data-answer]")].map((one) => one.dataset.answer);
  return names.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

function labelOf(form, name) {
  const label = form.querySelector(`[data-answer="${CSS.escape(name)}"] .field-label`);
  return label ? label.firstChild.textContent.trim() : name;
}

function isBlank(form, name) {
  const answer = form.querySelector(`[data-answer="${CSS.escape(name)}"]`);
  return ![...answer.querySelectorAll("input[name], textarea, [data-rows] select")].some((one) => (one.matches("[type=radio], [type=checkbox]") ? one.checked : one.value.trim() !== ""));
}
