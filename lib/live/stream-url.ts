import type { NamespacedName } from '#lib/model/names.ts';
import { formatResumePoint } from '#lib/wire/resume-point.ts';
import type { WireState } from '#lib/wire/wire-state.ts';

/**
 * Where to open a stream for `service`, going on from `state`: `last` says what the reader holds, and `held` for which
 * Service, so that another selection costs one Service's snapshot and not the cluster's.
 */
export function streamUrl(base: string, service: NamespacedName | undefined, state: WireState): string {
  const parameters: [string, string][] = [];
  if (service !== undefined) parameters.push(['service', service]);
  if (state.epoch !== '') parameters.push(['last', formatResumePoint(state)]);
  if (state.epoch !== '' && state.selected !== undefined) parameters.push(['held', state.selected.key]);
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return query === '' ? base : `${base}?${query}`;
}
