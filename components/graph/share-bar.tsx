'use client';

import { useWording } from '#components/ui/words.tsx';

const WIDTH = 88;
const HEIGHT = 6;

/** A share as a bar with its number; the count that it stands for beside it. Without a share a dash. */
export function ShareBar({ share, count }: { readonly share: number | undefined; readonly count: string }) {
  const { percent } = useWording();
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <svg aria-hidden="true" width={WIDTH} height={HEIGHT} className="shrink-0 max-md:hidden">
        <rect width={WIDTH} height={HEIGHT} rx="2" fill="var(--lane)" />
        {share !== undefined && share > 0 && (
          <rect width={Math.max(2, WIDTH * share)} height={HEIGHT} rx="2" fill="var(--accent)" />
        )}
      </svg>
      <span className="min-w-10 text-right">{share === undefined ? '–' : percent(share)}</span>
      <span className="text-mute">{count}</span>
    </span>
  );
}
