import type { SweepAnswer, SweepScenario } from '#lib/diagnose/sweep.ts';
import { sweepCluster } from '#lib/diagnose/sweep-cluster.ts';
import type { Cluster } from '#lib/model/cluster.ts';
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

/** The same sweep made here, of a cluster that no server watches; undefined where the URL supposes nothing. */
export function sweepSteps(
  cluster: Cluster,
  url: UrlState,
  shown: string | undefined,
): Generator<void, SweepAnswer> | undefined {
  if (sweepQuery(url, shown) === undefined) return undefined;
  const { whatIf, gates, dataPlanes, mix, minor } = url;
  const scenario: SweepScenario = {
    whatIf,
    gates,
    dataPlanes,
    mix,
    ...(minor !== undefined && { minor }),
    ...(shown !== undefined && { service: shown }),
  };
  return sweepCluster(cluster, scenario);
}
