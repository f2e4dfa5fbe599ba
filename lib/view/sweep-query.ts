import { formatUrlState } from '#lib/view/parse-url-state.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/** Parameters of the page's URL that change the rows of the list for its viewer. */
export const SWEEP_PARAMETERS = ['what-if', 'gates', 'mix', 'data-plane', 'minor'] as const;

/**
 * The query of `/api/sweep` for what the URL supposes; undefined where it supposes nothing and the live rows hold.
 * Changes of a Service are meant for the one that is shown.
 */
export function sweepQuery(url: UrlState, shown: string | undefined): string | undefined {
  const names: ReadonlySet<string> = new Set(SWEEP_PARAMETERS);
  const pairs = formatUrlState(url).filter(([name]) => names.has(name));
  if (pairs.length === 0) return undefined;
  const isOfService = url.whatIf.length > 0 && shown !== undefined;
  const all: readonly (readonly [string, string])[] = isOfService ? [...pairs, ['service', shown]] : pairs;
  return all.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}
