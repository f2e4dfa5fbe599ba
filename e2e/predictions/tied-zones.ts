import type { Endpoint, EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { type Node, zoneLabelOf } from '#lib/model/node.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { resync } from '#lib/scenario/resync.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

type NameOf = (zone: string) => string;

/**
 * The share-outs that may come where zones tie for an endpoint that is lent. The rules break such a tie by name, Go by the
 * order of a map: so the zones get other names, in every order, and their own ones back afterwards.
 */
export function tiedShareOuts(settled: ServiceInput, before: readonly EndpointSlice[]): readonly ServiceInput[] {
  const changed = { ...settled, slices: before };
  if (!resync(changed, settled.context).countsTie) return [settled];
  const zones = [...new Set(settled.nodes.flatMap((node) => zoneLabelOf(node) ?? []))].sort();
  return permutations(zones).map((order) => {
    const otherByZone = new Map(zones.map((zone, place) => [zone, order[place] ?? zone]));
    const zoneByOther = new Map([...otherByZone].map(([zone, other]) => [other, zone]));
    const there: NameOf = (zone) => otherByZone.get(zone) ?? zone;
    const back: NameOf = (zone) => zoneByOther.get(zone) ?? zone;
    const nodes = settled.nodes.map((node) => renamedNode(node, there));
    const { slices } = resync({ ...changed, nodes, slices: renamedSlices(before, there) }, settled.context);
    return { ...settled, slices: renamedSlices(slices, back) };
  });
}

function renamedNode(node: Node, nameOf: NameOf): Node {
  const zone = zoneLabelOf(node);
  return zone === undefined ? node : { ...node, labels: { ...node.labels, [ZONE_LABEL]: nameOf(zone) } };
}

function renamedSlices(slices: readonly EndpointSlice[], nameOf: NameOf): readonly EndpointSlice[] {
  const renamed = ({ zone, hints, ...rest }: Endpoint): Endpoint => ({
    ...rest,
    ...(zone !== undefined && { zone: nameOf(zone) }),
    ...(hints?.forZones !== undefined && { hints: { ...hints, forZones: hints.forZones.map(nameOf) } }),
  });
  return slices.map((slice) => ({ ...slice, endpoints: slice.endpoints.map(renamed) }));
}

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
