'use client';

import { FailedPage } from '#components/shell/failed-page.tsx';

/** Says nothing of what was thrown: an error's words may hold what a reader must not see. */
export default function ErrorPage({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return <FailedPage onRetry={reset} />;
}
