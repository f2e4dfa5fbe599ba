'use client';

import { createContext, Fragment, type ReactNode, useContext } from 'react';
import { formatNumber, formatPercent } from '#lib/messages/format-number.ts';
import type { Language } from '#lib/messages/language.ts';
import type { MessageKey } from '#lib/messages/message-key.ts';
import type { MessagePart, MessageValues } from '#lib/messages/template.ts';
import { translate, translateParts } from '#lib/messages/translate.ts';
import type { Text } from '#lib/model/text.ts';

const LanguageContext = createContext<Language>('en');

export function LanguageProvider(props: { readonly language: Language; readonly children?: ReactNode }) {
  return <LanguageContext value={props.language}>{props.children}</LanguageContext>;
}

export interface Wording {
  readonly language: Language;
  /** A text of the page itself, as a plain string: for labels, titles and placeholders. */
  readonly say: (key: MessageKey, values?: MessageValues) => string;
  /** A text that a pure room chose, as a plain string. */
  readonly sayText: (text: Text) => string;
  readonly percent: (fraction: number) => string;
  readonly number: (value: number) => string;
}

/** The words of the page in its language. */
export function useWording(): Wording {
  const language = useContext(LanguageContext);
  return wordingByLanguage[language];
}

function wordingOf(language: Language): Wording {
  return {
    language,
    say: (key, values) => translate({ key, ...(values && { values }) }, language),
    sayText: (text) => translate(text, language),
    percent: (fraction) => formatPercent(fraction, language),
    number: (value) => formatNumber(value, language),
  };
}

// One object per language for good, so that it never makes a memoised child draw again.
const wordingByLanguage: Readonly<Record<Language, Wording>> = { en: wordingOf('en'), zh: wordingOf('zh') };

/** A text by its key; values from the cluster stand isolated, so that none can turn the sentence around. */
export function Words({ text }: { readonly text: Text }) {
  const language = useContext(LanguageContext);
  return <Parts parts={translateParts(text, language)} />;
}

/** A text of the page itself, with its values isolated. */
export function Say({ name, values }: { readonly name: MessageKey; readonly values?: MessageValues }) {
  const language = useContext(LanguageContext);
  return <Parts parts={translateParts({ key: name, ...(values && { values }) }, language)} />;
}

function Parts({ parts }: { readonly parts: readonly MessagePart[] }) {
  return parts.map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence have no other identity
    part.kind === 'value' ? <bdi key={index}>{part.text}</bdi> : <Fragment key={index}>{part.text}</Fragment>,
  );
}
