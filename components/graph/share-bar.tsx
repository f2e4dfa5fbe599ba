'use client';

import { Predicted as PredictedNumber } from '#components/ui/predicted.tsx';
import { useWording } from '#components/ui/words.tsx';
import type { Predicted } from '#lib/view/view-types.ts';

/** A share as a bar with its number; the count that it stands for beside it. Without a share a dash. */
export function ShareBar({ share, count }: { readonly share: Predicted<number> | undefined; readonly count: string }) {
  const { percent } = useWording();
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <svg
        aria-hidden="true"
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        className="h-1.5 w-24 shrink-0 max-md:hidden max-xl:w-10"
      >
        <rect width="100" height="6" fill="var(--lane)" />
        {share !== undefined && share.value > 0 && (
          <rect width={Math.max(2, 100 * share.value)} height="6" fill="var(--accent)" />
        )}
      </svg>
      <span className="min-w-10 text-right">
        {share === undefined ? '–' : <PredictedNumber of={share} write={percent} />}
      </span>
      <span className="text-mute">{count}</span>
    </span>
  );
}
