// Keeping going, if one wishes: the next task of the batch is taken while this one is worked on, and its photos are loaded already.
// Only what is held is looked at, so nobody sees a task that could still be somebody else's.
const WISH = "ilgam-keep-going";

export function watchAhead(form) {
  const wish = form.querySelector("[data-ahead]"), box = wish?.querySelector("input");
  if (!wish) return;
  wish.hidden = false;
  box.checked = isWished();
  box.addEventListener("change", (event) => {
    event.stopPropagation();  // it is no answer
    remember(box.checked);
    if (box.checked) look(form);
  });
  if (box.checked) look(form);
}

// Where to go once this is handed in; nowhere in particular without the wish.
export function nextOf(form) {
  return isWished() ? form.dataset.next : undefined;
}

async function look(form) {
  const token = { "X-CSRFToken": form.elements.csrf_token.value };
  const answer = await (form.dataset.next ? fetch(form.dataset.next) : fetch(form.dataset.ahead, { method: "POST", headers: token })).catch(() => undefined);
  const place = answer && new URL(answer.url).pathname;
  // Nothing is left, or too many are held: it is asked for again after this one.
  if (!answer?.ok || !place.startsWith("/claims/")) return;
  form.dataset.next = place;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const image of page.querySelectorAll("[data-photo] img")) new Image().src = image.getAttribute("src");
}

function isWished() {
  try { return localStorage.getItem(WISH) === "yes"; } catch { return false; }
}

function remember(isWanted) {
  try { localStorage.setItem(WISH, isWanted ? "yes" : ""); } catch { /* private windows may refuse */ }
}
