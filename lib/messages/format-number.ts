import { LANGUAGE_TAGS, type Language } from '#lib/messages/language.ts';

const formatByLanguage: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat(LANGUAGE_TAGS.en, { maximumFractionDigits: 2 }),
  zh: new Intl.NumberFormat(LANGUAGE_TAGS.zh, { maximumFractionDigits: 2 }),
};

/** A count or a factor, grouped by thousands, with at most two decimals. */
export function formatNumber(value: number, language: Language): string {
  return formatByLanguage[language].format(value);
}

/**
 * A fraction 0..1 in whole percent, "46 %".
 * - what is not all is never 100 %, and what is not nothing is never 0 %: the ends read "> 99 %" and "< 1 %".
 */
export function formatPercent(fraction: number, language: Language): string {
  const sign = language === 'zh' ? '%' : '\u00a0%';
  if (fraction > 0 && fraction < 0.005) return `<\u00a01${sign}`;
  if (fraction < 1 && fraction >= 0.995) return `>\u00a099${sign}`;
  return `${formatNumber(Math.round(fraction * 100), language)}${sign}`;
}
