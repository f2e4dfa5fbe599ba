import { type EndpointReadiness, readinessOf } from '#lib/diagnose/endpoint-readiness.ts';
import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Service } from '#lib/model/service.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import type { Text } from '#lib/model/text.ts';
import { NO_PERMISSION, NOT_IN_FILE } from '#lib/model/verdict.ts';
import { text } from '#lib/view/text-keys.ts';

/** What a Service and its slices say themselves: all there is to tell where nodes or slices may not be read. */
export interface LimitedView {
  readonly key: string;
  readonly clusterIPs: readonly string[];
  readonly ports: readonly string[];
  readonly mode: Text;
  readonly modeSource?: string;
  /** As kubectl would say them: `list nodes`. */
  readonly missing: readonly string[];
  /** The kinds that a file does not hold, where one is shown: `nodes`. */
  readonly notInFile?: string;
  /** The commands that tell whether the rights are there. */
  readonly checks: readonly string[];
  /** By zone, "no zone" last, and name; absent where slices may not be read. */
  readonly endpoints?: readonly LimitedEndpoint[];
}

export interface LimitedEndpoint {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** '' where the slice names none. */
  readonly nodeName: string;
  readonly zone?: string;
  readonly state: EndpointReadiness;
  readonly hints: readonly string[];
}

/** Is a row without a verdict since objects of this kind may not be listed or watched? */
export function isUnread(row: ServiceRow, resource: 'nodes' | 'endpointslices'): boolean {
  return missingRights(row).some((right) => right.endsWith(` ${resource}`));
}

/**
 * Is there nothing to compute from for want of rights? Where one was taken away what was read before is still there, and
 * shown with its age.
 */
export function isLimited(
  row: ServiceRow,
  { nodes, slices }: { readonly nodes: number; readonly slices: number },
): boolean {
  return (nodes === 0 && isUnread(row, 'nodes')) || (slices === 0 && isUnread(row, 'endpointslices'));
}

function missingRights({ verdict }: ServiceRow): readonly string[] {
  return verdict.reason === NO_PERMISSION || verdict.reason === NOT_IN_FILE
    ? String(verdict.reasonValues['rights'] ?? '').split(', ')
    : [];
}

export function limitedView(service: Service, slices: readonly EndpointSlice[], row: ServiceRow): LimitedView {
  const missing = missingRights(row);
  const { clusterIP, clusterIPs } = service;
  return {
    key: namespacedName(service),
    clusterIPs: clusterIPs.length > 0 ? clusterIPs : [clusterIP].filter((ip) => ip !== ''),
    ports: service.ports.map(({ name, port, protocol }) => [name, `${port}/${protocol}`].join(' ').trim()),
    mode: text(`mode.${row.mode}`),
    ...(row.modeSource === undefined ? {} : { modeSource: row.modeSource }),
    missing,
    ...(row.verdict.reason === NOT_IN_FILE && { notInFile: String(row.verdict.reasonValues['kinds'] ?? '') }),
    checks: missing.map((right) => `kubectl ${scopeOf(right, service)}auth can-i ${right}`),
    ...(slices.length === 0 && isUnread(row, 'endpointslices') ? {} : { endpoints: endpointsIn(slices) }),
  };
}

/** Without it kubectl would ask about the namespace of its context; nodes are in none. */
function scopeOf(right: string, { namespace }: Service): string {
  return right.endsWith(' nodes') ? '' : `-n ${namespace} `;
}

/** One endpoint in two slices is two rows, as it is in the cluster. */
function endpointsIn(slices: readonly EndpointSlice[]): readonly LimitedEndpoint[] {
  return slices
    .flatMap(({ name: slice, endpoints }) =>
      endpoints.map((endpoint, index) => ({ id: `${slice} ${index}`, ...ofEndpoint(endpoint) })),
    )
    .toSorted((left, right) => compare(placeOf(left), placeOf(right)));
}

function ofEndpoint({ addresses, targetRef, nodeName = '', zone, conditions, hints }: Endpoint) {
  const address = addresses[0] ?? '';
  return {
    name: targetRef?.name ?? address,
    address,
    nodeName,
    ...(zone === undefined || zone === '' ? {} : { zone }),
    state: readinessOf(conditions),
    hints: [...(hints?.forZones ?? []), ...(hints?.forNodes ?? [])],
  };
}

function placeOf({ zone, name }: Pick<LimitedEndpoint, 'zone' | 'name'>): string {
  return zone === undefined ? `1 ${name}` : `0${zone} ${name}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
