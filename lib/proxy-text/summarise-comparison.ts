import type { FoundCause } from '#lib/proxy-text/compare-causes.ts';
import type { CompareStatus } from '#lib/proxy-text/compare-port.ts';
import type { ComparedPort } from '#lib/proxy-text/compare-rules.ts';

export interface ComparisonSummary {
  readonly countByStatus: Readonly<Record<CompareStatus, number>>;
  /** Every cause with the number of differing ports that it explains: those that explain most first, then the likelier. */
  readonly causes: readonly { readonly cause: FoundCause; readonly explains: number }[];
  /** Differing ports that no cause explains. */
  readonly unexplained: number;
}

/** What a comparison comes to: one cause behind all differences is more than a list of them. */
export function summariseComparison(ports: readonly ComparedPort[]): ComparisonSummary {
  const countByStatus: Record<CompareStatus, number> = { equal: 0, missing: 0, extra: 0, 'weight-differs': 0 };
  const entryByCause = new Map<string, { readonly cause: FoundCause; explains: number }>();
  let unexplained = 0;
  for (const { status, causes } of ports) {
    countByStatus[status]++;
    if (status !== 'equal' && causes.length === 0) unexplained++;
    for (const cause of causes) {
      const key = JSON.stringify(cause);
      const entry = entryByCause.get(key) ?? { cause, explains: 0 };
      entry.explains++;
      entryByCause.set(key, entry);
    }
  }
  // Causes come in the order of their likelihood, and sorting is stable.
  const causes = [...entryByCause.values()].toSorted((left, right) => right.explains - left.explains);
  return { countByStatus, causes, unexplained };
}
