// What was written in Markdown as workers will read it: drawn by the server, a moment after the last key.
const WAIT = 400;

export function watchProse(area) {
  const seen = document.getElementById(area.dataset.prose);
  let waiting = 0, asked = 0;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, WAIT);
  });

  async function draw() {
    const turn = ++asked;
    const sent = new URLSearchParams({ words: area.value, csrf_token: document.querySelector("meta[name=csrf-token]").content });
    const answer = await fetch("/prose-previews", { method: "POST", body: sent }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    seen.replaceChildren(...drawn.body.childNodes);
  }
}
