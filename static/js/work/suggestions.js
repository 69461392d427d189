// A suggested answer stays marked until its worker changes it or says that it is right.
export function watchSuggestions(form) {
  for (const note of form.querySelectorAll("[data-suggested]")) {
    const answer = note.closest("[data-answer]"), button = note.querySelector("[data-suggested-confirm]");
    button.hidden = false;
    button.addEventListener("click", () => confirmSuggestion(answer));
    answer.addEventListener("input", () => settle(note, "changed"));
  }
}

export function isSuggested(answer) {
  return answer.querySelector('[data-suggested="made"]') !== null;
}

export function confirmSuggestion(answer) {
  const note = answer?.querySelector('[data-suggested="made"]');
  if (note) settle(note, "confirmed");
}

function settle(note, state) {
  note.dataset.suggested = state;
  for (const words of note.querySelectorAll("[data-suggested-when]")) words.hidden = words.dataset.suggestedWhen !== state;
}
