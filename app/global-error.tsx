'use client';

import './globals.css';
import { FailedPage } from '#components/shell/failed-page.tsx';

/** Stands in for the layout too, when that fails. */
export default function GlobalError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Zonescope</title>
        <FailedPage onRetry={reset} />
      </body>
    </html>
  );
}
