// Parts of a page that stay live: asked again every few seconds with the ETag, not while the page is hidden or a field in it is used.
export function start(root, startPart) {
  for (const part of root.querySelectorAll("[data-poll-url]")) watch(part, startPart);
}

function watch(part, startPart) {
  let tag = "", pause = Math.max(2, Number(part.dataset.pollSeconds) || 10) * 1000;
  const ask = async () => {
    if (!part.isConnected) return;
    if (!document.hidden && !part.contains(document.activeElement)) {
      try {
        const answer = await fetch(part.dataset.pollUrl, { headers: { "X-Part": "1", ...(tag && { "If-None-Match": tag }) } });
        if (answer.status === 200 && !answer.redirected) {
          if (answer.headers.has("X-Reload")) return location.reload(); // what was waited for is done
          tag = answer.headers.get("ETag") ?? "";
          // Same-origin HTML of our own templates; the policy refuses any script in it.
          part.innerHTML = await answer.text();
          startPart(part);
        } else if (answer.status >= 400 && answer.status < 500) return;
      } catch { pause = Math.min(pause * 2, 120_000); }
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}
