'use client';

import { LanguageProvider, Say } from '#components/ui/words.tsx';
import type { Language } from '#lib/messages/language.ts';

export function MissingPage({ language }: { readonly language: Language }) {
  return (
    <LanguageProvider language={language}>
      <title>Zonescope</title>
      <main className="grid min-h-dvh place-items-center p-6">
        <div className="grid max-w-md justify-items-center gap-3 text-center">
          <h1 className="font-semibold text-head">
            <Say name="not-found-title" />
          </h1>
          <p className="text-mute">
            <Say name="not-found-words" />{' '}
            <a className="link" href="/">
              <Say name="not-found-home" />
            </a>
          </p>
        </div>
      </main>
    </LanguageProvider>
  );
}
