// Score and pay while the checklist is answered: the server's own arithmetic, from the facts it put on the form.
import { t } from "../words.js";

const SIGNS = { KRW: "₩", JPY: "¥", USD: "$", EUR: "€", KWD: "KD " };
const KOREAN = { KRW: "원", JPY: "엔" };

export function weigh(sums, answers) {
  const keys = Object.keys(sums.items);
  const total = keys.reduce((sum, key) => sum + sums.items[key].weight, 0);
  const passed = keys.filter((key) => answers[key] === "pass").reduce((sum, key) => sum + sums.items[key].weight, 0);
  const failed = keys.filter((key) => answers[key] === "fail");
  const score = Math.floor(passed * 100 / total);
  const critical = failed.some((key) => sums.items[key].critical);
  return { open: keys.filter((key) => !answers[key]).length, failed: failed.length, score, critical,
    pay: critical ? 0 : Math.floor(sums.price * score / 100), passes: !critical && score >= sums.pass_mark };
}

function amount(minor, sums) {
  const digits = (minor / 10 ** sums.decimals).toLocaleString("en-US", { minimumFractionDigits: sums.decimals });
  const unit = t(KOREAN[sums.currency] ?? "", "");
  return unit ? `${digits}${unit}` : `${SIGNS[sums.currency]}${digits}`;
}

function sentence(sums, weighed, canRework) {
  const { open, failed, score, critical, pay, passes } = weighed;
  const full = amount(sums.price, sums), part = amount(pay, sums);
  if (open) return t(`${open}개 항목이 남았어요. 합격은 ${sums.pass_mark}점부터예요.`, `${open} items are open. ${sums.pass_mark} passes.`);
  if (critical && canRework) return t(`${score}점, 필수 항목 미달이에요. 지급 0원: 재작업이나 반려를 골라 주세요.`, `Score ${score}, a critical item failed. Nothing is paid: rework or reject.`);
  if (critical) return t(`${score}점, 필수 항목 미달이에요. 지급 0원: 반려를 골라 주세요.`, `Score ${score}, a critical item failed. Nothing is paid: reject.`);
  if (!passes) return t(`${score}점, 합격 ${sums.pass_mark}점에 못 미쳐요. 부분 승인이면 ${part} 지급해요.`, `Score ${score}, ${sums.pass_mark} passes. In part it pays ${part}.`);
  if (failed) return t(`${score}점, 합격이에요. 승인하면 ${full}, 부분 승인이면 ${part} 지급해요.`, `Score ${score}, it passes. Accepting pays ${full}, in part ${part}.`);
  return t(`${score}점, 합격이에요. 승인하면 ${full} 지급해요.`, `Score ${score}, it passes. Accepting pays ${full}.`);
}

function start(form) {
  const sums = JSON.parse(form.dataset.sums);
  const place = form.querySelector("[data-preview]");
  const answers = () => Object.fromEntries([...form.querySelectorAll("[data-check] input:checked")]
    .map((input) => [input.name.slice("item-".length), input.value]));
  const canRework = Boolean(form.querySelector("[value=rework]"));
  const show = () => { place.textContent = sentence(sums, weigh(sums, answers()), canRework); };
  form.addEventListener("change", show);
  // Before the submit is sent: what would be refused is asked for at its place.
  form.addEventListener("submit", (event) => {
    const missing = lacking(form, event.submitter?.value);
    if (!missing) return;
    event.preventDefault();
    place.textContent = missing.words;
    missing.control.focus();
  });
  show();
}

function lacking(form, decision) {
  const open = [...form.querySelectorAll("[data-check]")].find((item) => !item.querySelector("input:checked"));
  if (open) return { control: open.querySelector("input"), words: t("아직 답하지 않은 항목이 있어요.", "Some items are still open.") };
  const bare = [...form.querySelectorAll("[data-check]")].find((item) => item.querySelector("input[value=fail]:checked") && !item.querySelector("textarea").value.trim());
  if (bare) return { control: bare.querySelector("textarea"), words: t("미달인 항목에는 근거를 적어 주세요.", "Write the evidence at each failed item.") };
  const message = form.elements.message;
  if (decision === "rework" && !message.value.trim()) return { control: message, words: t("무엇을 고치면 되는지 적어 주세요.", "Please write what to fix.") };
  return null;
}

for (const form of document.querySelectorAll("form[data-sums]")) start(form);
