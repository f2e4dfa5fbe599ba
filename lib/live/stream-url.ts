import type { NamespacedName } from '#lib/model/names.ts';
import { formatResumePoint } from '#lib/wire/resume-point.ts';
import type { WireState } from '#lib/wire/wire-state.ts';

/** What a page asks for beside nodes and rows. */
export interface Selection {
  /** The Service that is looked at. */
  readonly service?: NamespacedName;
  /** The Service whose endpoints are the clients behind a mix. */
  readonly clients?: NamespacedName;
}

/**
 * Where to open a stream for a selection, going on from `state`: `last` says where the reader stands, `held` and
 * `held-clients` what it holds there, so that another selection costs one Service's snapshot and not the cluster's.
 */
export function streamUrl(base: string, { service, clients }: Selection, state: WireState): string {
  const isKnown = state.epoch !== '';
  const valueByName: Readonly<Record<string, string | undefined>> = {
    service,
    clients,
    last: isKnown ? formatResumePoint(state) : undefined,
    held: isKnown ? state.selected?.key : undefined,
    'held-clients': isKnown ? state.clients?.key : undefined,
  };
  const query = Object.entries(valueByName)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&');
  return query === '' ? base : `${base}?${query}`;
}
