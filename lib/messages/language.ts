/** The languages that the page speaks. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself, short enough for the top bar. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'EN', zh: '中文' };

/** BCP 47 tags, for `lang` attributes and Intl. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

/**
 * The page's language for what a browser prefers: `navigator.language`, or an Accept-Language header.
 * - the first preference decides, whatever its region or weight;
 * - anything but Chinese is English.
 */
export function languageOf(preference: string | null | undefined): Language {
  const first = preference?.split(',')[0]?.trim().toLowerCase() ?? '';
  return first === 'zh' || first.startsWith('zh-') || first.startsWith('zh;') ? 'zh' : 'en';
}
