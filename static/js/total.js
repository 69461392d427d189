// The total of a batch as it is typed. The server says the real one when the draft is saved.
const DECIMALS = { KRW: 0, JPY: 0, USD: 2, EUR: 2, KWD: 3 };

export function start(root) {
  const box = root.querySelector("[data-total]");
  if (!box) return;
  const field = (name) => root.querySelector(`[data-total-${name}]`);
  const kinds = [...root.querySelectorAll("input[name=template_version_id]")];
  const show = () => draw(box, read(box, field, kinds));
  for (const input of [field("price"), field("slots"), field("rows"), field("currency")]) input?.addEventListener("input", show);
  for (const kind of kinds) kind.addEventListener("change", () => { suggest(kind, field); show(); });
  const suggestChosen = () => { const kind = kinds.find((one) => one.checked); if (kind) suggest(kind, field); show(); };
  field("currency")?.addEventListener("change", suggestChosen);
  suggestChosen();
}

function read(box, field, kinds) {
  const currency = field("currency")?.value || box.dataset.currency;
  const kind = kinds.find((one) => one.checked);
  const price = number(field("price")?.value, DECIMALS[currency] ?? 0);
  const rows = box.dataset.rows ?? number(field("rows")?.value, 0);
  const slots = field("slots")?.value || box.dataset.slots;
  return { currency, price, minutes: Number(kind?.dataset.minutes || box.dataset.minutes || 0), answers: Number(rows || 0) * Number(slots || 1) };
}

function draw(box, now) {
  const points = feeOf(box, now.currency);
  const fee = Math.floor((now.price * points + 5000) / 10000);
  const money = (minor) => write(minor, now.currency);
  say(box, "price", now.price && money(now.price));
  say(box, "rate", `${points / 100}%`);
  say(box, "fee", now.price && money(fee));
  say(box, "hourly", now.price && now.minutes && money(Math.floor(now.price * 60 / now.minutes)));
  say(box, "count", now.answers && now.answers.toLocaleString());
  say(box, "sum", now.price && now.answers && money((now.price + fee) * now.answers));
}

// A page that knows only one currency names one fee.
function feeOf(box, currency) {
  const name = (currency || "").toLowerCase();
  return Number(box.dataset[`fee${name.slice(0, 1).toUpperCase()}${name.slice(1)}`] ?? box.dataset.feeBps);
}

function say(box, name, words) {
  const place = box.querySelector(`[data-total-out="${name}"]`);
  if (place) place.textContent = words || "–";
}

// What the template usually pays stands there until somebody types a price of their own.
function suggest(kind, field) {
  const price = field("price"), currency = field("currency")?.value || "KRW";
  const usual = Number(kind.getAttribute(`data-usual-${currency.toLowerCase()}`) || 0);
  const sign = document.querySelector("[data-total-sign]");
  if (sign) sign.textContent = { KRW: "₩", JPY: "¥", USD: "$", EUR: "€" }[currency] || currency;
  if (!price || !usual || (price.value && price.value !== price.dataset.suggested)) return;
  price.value = price.dataset.suggested = (usual / 10 ** DECIMALS[currency]).toFixed(DECIMALS[currency]);
}

function number(typed, places) {
  const plain = (typed || "").replaceAll(",", "").trim();
  return /^\d{1,12}(\.\d{1,3})?$/.test(plain) ? Math.round(Number(plain) * 10 ** places) : 0;
}

function write(minor, currency) {
  const places = DECIMALS[currency] ?? 0;
  const digits = (minor / 10 ** places).toLocaleString(undefined, { minimumFractionDigits: places, maximumFractionDigits: places });
  return `${{ KRW: "₩", JPY: "¥", USD: "$", EUR: "€" }[currency] || `${currency} `}${digits}`;
}
