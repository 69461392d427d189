// Starts every behaviour on the page, and again on each part that a poll replaces. All pages work without it.
import { start as counters } from "./counter.js";
import { start as countdowns } from "./countdown.js";
import { start as copies } from "./copy.js";
import { start as dialogs } from "./dialog.js";
import { start as drafts } from "./autosave.js";
import { start as dropzones } from "./dropzone.js";
import { start as keys } from "./keys.js";
import { start as menus } from "./menu.js";
import { start as once } from "./once.js";
import { start as palette } from "./palette.js";
import { start as photos } from "./photo.js";
import { start as polls } from "./poll.js";
import { start as reviews } from "./checklist.js";
import { start as tabs } from "./tabs.js";
import { start as tables } from "./table.js";
import { start as theme } from "./theme.js";
import { start as times } from "./time.js";
import { start as toasts } from "./toast.js";
import { start as totals } from "./total.js";

const wholePage = [theme, menus, dialogs, keys, once, palette, toasts, totals, reviews, tabs];
const eachPart = [counters, countdowns, copies, drafts, dropzones, photos, tables, times];

function startPart(root) {
  for (const start of eachPart) start(root);
}

for (const start of wholePage) start(document);
startPart(document);
polls(document, startPart);

// Answers that were finished without a connection leave from whatever page is open next.
if (localStorage.getItem("ilgam-outbox") && !document.querySelector("form[data-task]")) import("./work/onward.js");
