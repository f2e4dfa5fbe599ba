import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { namespacedName } from '#lib/model/names.ts';
import { type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { Change } from '#lib/model/scenario.ts';
import type { Service } from '#lib/model/service.ts';
import { isReadyForProxy } from '#lib/proxy-filter/endpoint-list.ts';
import { skipReason } from '#lib/proxy-filter/route-service.ts';

/** How many of its backends a Service loses. */
export interface OutageLoss {
  /** `namespace/name` */
  readonly key: string;
  /** Ready endpoints now, of the family that keeps the fewest. */
  readonly ready: number;
  /** Those that are not on a lost node. */
  readonly left: number;
}

export interface OutageQuestion {
  readonly nodes: readonly Node[];
  readonly services: Iterable<{ readonly service: Service; readonly slices: readonly EndpointSlice[] }>;
  /** Outages, zonal shifts and drains among them are looked at, as they are before anything is rescheduled. */
  readonly changes: readonly Change[];
}

/**
 * The Services that these outages take backends from, the first to lose all of them first: by what is left, then by how
 * much goes, then by name. Services that kube-proxy does not serve have no backends to lose.
 */
export function outageLosses({ nodes, services, changes }: OutageQuestion): readonly OutageLoss[] {
  const lost = lostNodes(nodes, changes);
  if (lost.size === 0) return [];
  const losses: OutageLoss[] = [];
  for (const { service, slices } of services) {
    if (skipReason(service) !== undefined) continue;
    const families = [...new Set(slices.map(({ addressType }) => addressType))];
    const counted = families.map((family) =>
      countFamily(
        slices.filter((slice) => slice.addressType === family),
        lost,
      ),
    );
    const worst = counted.filter(({ ready, left }) => left < ready).sort((one, other) => one.left - other.left)[0];
    if (worst !== undefined) losses.push({ key: namespacedName(service), ...worst });
  }
  return losses.sort(
    (one, other) => one.left - other.left || other.ready - one.ready || (one.key < other.key ? -1 : 1),
  );
}

function lostNodes(nodes: readonly Node[], changes: readonly Change[]): ReadonlySet<string> {
  const zones = new Set<string>();
  const names = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'zone-down' || change.kind === 'zonal-shift') zones.add(change.zone);
    else if (change.kind === 'drain') names.add(change.node);
  }
  for (const node of nodes) if (zones.has(zoneLabelOf(node) ?? '')) names.add(node.name);
  return names;
}

function countFamily(slices: readonly EndpointSlice[], lost: ReadonlySet<string>) {
  const nodeByAddress = new Map<string, string>();
  for (const { endpoints } of slices) {
    for (const { addresses, conditions, nodeName = '' } of endpoints) {
      if (isReadyForProxy(conditions)) nodeByAddress.set(addresses[0] ?? '', nodeName);
    }
  }
  let left = 0;
  for (const node of nodeByAddress.values()) if (!lost.has(node)) left += 1;
  return { ready: nodeByAddress.size, left };
}
