'use client';

import { useLanguage } from '#components/shell/use-language.ts';
import { Chip } from '#components/ui/chip.tsx';
import { LanguageProvider, Say } from '#components/ui/words.tsx';

export function FailedPage({ onRetry }: { readonly onRetry: () => void }) {
  const { language } = useLanguage('en');
  return (
    <LanguageProvider language={language}>
      <title>Zonescope</title>
      <main className="grid min-h-dvh place-items-center p-6">
        <div className="grid max-w-md justify-items-center gap-3 text-center">
          <h1 className="font-semibold text-head">
            <Say name="error-title" />
          </h1>
          <p className="text-mute">
            <Say name="error-words" />
          </p>
          <Chip onPress={onRetry}>
            <Say name="error-retry" />
          </Chip>
        </div>
      </main>
    </LanguageProvider>
  );
}
