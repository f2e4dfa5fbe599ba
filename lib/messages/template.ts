import { formatNumber, formatPercent } from '#lib/messages/format-number.ts';
import { LANGUAGE_TAGS, type Language } from '#lib/messages/language.ts';

export type MessageValues = Readonly<Record<string, string | number>>;

/** A piece of a text: `value` came from outside (often from the cluster) and is set apart when drawn. */
export interface MessagePart {
  readonly kind: 'words' | 'value';
  readonly text: string;
}

const PLACEHOLDER = /\{([a-zA-Z][a-zA-Z0-9]*)(%|(?:\|[^{}|]*)+)?\}/g;

const pluralByLanguage: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules(LANGUAGE_TAGS.en),
  zh: new Intl.PluralRules(LANGUAGE_TAGS.zh),
};

/**
 * Puts values into a template:
 * - `{name}` a value; a number is grouped by thousands;
 * - `{share%}` a fraction 0..1 in percent;
 * - `{count|node|nodes}` a word by the plural of a number: one, other.
 * A placeholder without its value stays as it is written, so that the fault can be seen.
 */
export function fillTemplate(template: string, values: MessageValues, language: Language): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    if (match.index > end) parts.push({ kind: 'words', text: template.slice(end, match.index) });
    parts.push(fillPlaceholder(match, values, language));
    end = match.index + match[0].length;
  }
  if (end < template.length) parts.push({ kind: 'words', text: template.slice(end) });
  return parts;
}

/** The names of the values that a template asks for, sorted. */
export function placeholderNames(template: string): readonly string[] {
  return [...new Set(Array.from(template.matchAll(PLACEHOLDER), (match) => match[1] ?? ''))].sort();
}

function fillPlaceholder(match: RegExpMatchArray, values: MessageValues, language: Language): MessagePart {
  const [written, name = '', form = ''] = match;
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) return { kind: 'words', text: written };
  if (form === '%') return { kind: 'words', text: formatPercent(Number(value), language) };
  if (form.startsWith('|')) {
    const [one = '', other = one] = form.slice(1).split('|');
    return { kind: 'words', text: pluralByLanguage[language].select(Number(value)) === 'one' ? one : other };
  }
  if (typeof value === 'number') return { kind: 'words', text: formatNumber(value, language) };
  return { kind: 'value', text: value };
}
