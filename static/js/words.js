// Both languages side by side, as in the templates.
export const locale = document.documentElement.lang === "en" ? "en" : "ko";
export const t = (ko, en) => (locale === "en" ? en : ko);

export function duration(seconds) {
  const left = Math.max(0, Math.floor(seconds));
  const days = Math.floor(left / 86400), hours = Math.floor((left % 86400) / 3600);
  const minutes = Math.floor((left % 3600) / 60), rest = left % 60;
  if (days) return t(`${days}일`, `${days} d`) + (hours ? t(` ${hours}시간`, ` ${hours} h`) : "");
  if (hours) return t(`${hours}시간`, `${hours} h`) + (minutes ? t(` ${minutes}분`, ` ${minutes} min`) : "");
  if (minutes) return t(`${minutes}분`, `${minutes} min`);
  return t(`${rest}초`, `${rest} s`);
}

export function inField(target) {
  return target.matches?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])") ?? false;
}
