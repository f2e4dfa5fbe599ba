'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { setPreference, usePreference } from '#components/shell/preferences.ts';
import { LANGUAGE_TAGS, LANGUAGES, type Language, languageOf } from '#lib/messages/language.ts';

/** The language chosen, else the browser's; `serverLanguage` is what the server read from the request. */
export function useLanguage(serverLanguage: Language): {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
} {
  const chosen = usePreference('language');
  const preferred = useSyncExternalStore(
    subscribe,
    () => languageOf(navigator.language),
    () => serverLanguage,
  );
  const language = LANGUAGES.find((candidate) => candidate === chosen) ?? preferred;
  useEffect(() => {
    document.documentElement.lang = LANGUAGE_TAGS[language];
  }, [language]);
  return { language, setLanguage: (next) => setPreference('language', next) };
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('languagechange', listener);
  return () => window.removeEventListener('languagechange', listener);
}
