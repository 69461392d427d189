// Looking closely at a photo: zoom by wheel, buttons or keys, drag to pan, r to turn, 0 to fit.
const STEP = 1.4, MOST = 8;

export function start(root) {
  for (const photo of root.querySelectorAll("[data-photo]")) watch(photo);
}

function watch(photo) {
  const stage = photo.querySelector("[data-photo-stage]"), sheet = photo.querySelector("[data-photo-sheet]");
  const view = { zoom: 1, x: 0, y: 0, turn: 0 };
  photo.querySelector("[data-photo-tools]").hidden = false;

  const draw = () => {
    if (view.zoom === 1) view.x = view.y = 0;
    const limitX = sheet.offsetWidth * view.zoom / 2, limitY = sheet.offsetHeight * view.zoom / 2;
    view.x = Math.max(-limitX, Math.min(limitX, view.x));
    view.y = Math.max(-limitY, Math.min(limitY, view.y));
    const fit = view.turn % 180 ? Math.min(1, stage.clientHeight / sheet.offsetWidth, stage.clientWidth / sheet.offsetHeight) : 1;
    sheet.style.transform = `translate(${view.x}px, ${view.y}px) rotate(${view.turn}deg) scale(${view.zoom * fit})`;
    stage.toggleAttribute("data-zoomed", view.zoom > 1);
  };
  const acts = {
    in: () => { view.zoom = Math.min(MOST, view.zoom * STEP); },
    out: () => { view.zoom = Math.max(1, view.zoom / STEP); if (view.zoom < 1.05) view.zoom = 1; },
    turn: () => { view.turn = (view.turn + 90) % 360; },
    fit: () => { Object.assign(view, { zoom: 1, x: 0, y: 0, turn: 0 }); },
  };
  const run = (name) => { acts[name](); draw(); };

  photo.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-photo-do]");
    if (tool) run(tool.dataset.photoDo);
    const pick = event.target.closest("[data-photo-pick]");
    if (pick) {
      event.preventDefault();
      sheet.querySelector("img").src = pick.href;
      for (const one of photo.querySelectorAll("[data-photo-pick]")) one.toggleAttribute("aria-current", one === pick);
      run("fit");
    }
  });
  stage.addEventListener("dblclick", () => run(view.zoom > 1 ? "fit" : "in"));
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== stage) return;
    event.preventDefault();
    run(event.deltaY < 0 ? "in" : "out");
  }, { passive: false });
  stage.addEventListener("keydown", (event) => {
    const name = { "+": "in", "=": "in", "-": "out", "0": "fit", r: "turn" }[event.key];
    const pan = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (event.metaKey || event.ctrlKey || (!name && !(pan && view.zoom > 1))) return;
    event.preventDefault();
    if (name) return run(name);
    view.x += pan[0]; view.y += pan[1];
    draw();
  });
  drag(stage, sheet, view, draw);
}

function drag(stage, sheet, view, draw) {
  const points = new Map();
  let spread = 0;
  stage.addEventListener("pointerdown", (event) => {
    points.set(event.pointerId, [event.clientX, event.clientY]);
    if (view.zoom > 1) stage.setPointerCapture(event.pointerId);
    sheet.toggleAttribute("data-moving", true);
  });
  stage.addEventListener("pointermove", (event) => {
    const before = points.get(event.pointerId);
    if (!before) return;
    points.set(event.pointerId, [event.clientX, event.clientY]);
    if (points.size === 2) {
      const [a, b] = [...points.values()], now = Math.hypot(a[0] - b[0], a[1] - b[1]);
      if (spread) view.zoom = Math.max(1, Math.min(MOST, view.zoom * now / spread));
      spread = now;
    } else if (view.zoom > 1) {
      view.x += event.clientX - before[0];
      view.y += event.clientY - before[1];
    }
    draw();
  });
  const end = (event) => { points.delete(event.pointerId); spread = 0; if (!points.size) sheet.removeAttribute("data-moving"); };
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) stage.addEventListener(name, end);
}
