import type { Language } from '#lib/messages/language.ts';

/** One text in every language; templates as `fillTemplate` reads them. */
export type TextPair = Readonly<Record<Language, string>>;

/** A table that cannot lack a key of its room, nor a language: either is a compile error. */
export type TextTable<Key extends string> = Readonly<Record<Key, TextPair>>;
