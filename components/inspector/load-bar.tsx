import { OVERLOAD_LOAD } from '#lib/view/load-view.ts';

/** The bar ends at twice the fair share; beyond it only the number grows. */
const FULL = 2;

/** A load as a multiple of the fair share, which is the line in the middle. The number stands beside it in words. */
export function LoadBar({ load }: { readonly load: number }) {
  const filled = Math.min(load, FULL) / FULL;
  const over = load > OVERLOAD_LOAD + 1e-6;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      className="h-1.5 min-w-8 flex-1"
      data-load={load}
    >
      <rect width="100" height="6" rx="1" fill="var(--lane)" />
      <rect width={100 * filled} height="6" fill={over ? 'var(--warn)' : 'var(--accent)'} />
      <line x1="50" x2="50" y1="0" y2="6" stroke="var(--ink)" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
