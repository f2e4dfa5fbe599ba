import { dialledInside } from '#lib/diagnose/dialled-list.ts';
import type { OwnNode } from '#lib/diagnose/own-node.ts';
import type { PortRouting } from '#lib/proxy-filter/service-routing.ts';

/** How the traffic of the client mix spreads over one port's endpoints. */
export interface PortLoads {
  /** Share of all traffic, 0..1, by position of the endpoint. */
  readonly shares: readonly number[];
  /** Share of all traffic, 0..1, that stays in its zone or on its node, by position of the class. */
  readonly kept: readonly number[];
  /** Of the traffic that is dialled at all, what stays so; undefined where that cannot be said. */
  readonly inZoneShare?: number;
  /** Ready endpoints that get nothing. */
  readonly idleEndpoints: number;
  /** Largest share as a multiple of the fair share. */
  readonly largestLoad?: number;
  readonly ready: number;
}

/**
 * Every node's part of the mix goes in equal parts to the endpoints that it dials. Costs classes times their lists,
 * never nodes times endpoints.
 * - What stays on a node crosses nothing, with or without a zone (`own`: see `ownNodes`). All else that a node without
 *   a zone sends counts as crossing; where no node has one, there is no share to tell.
 */
export function portLoads(routing: PortRouting, weights: Float64Array, own: ReadonlyMap<number, OwnNode>): PortLoads {
  const { endpoints } = routing;
  const keptByClass: number[] = new Array(routing.classes.length).fill(0);
  const shares: number[] = new Array(endpoints.length).fill(0);
  let dialled = 0;
  let kept = 0;
  let hasZones = false;
  // Counted loops: the rows of a large cluster come through here some hundred thousand times.
  for (let position = 0; position < routing.classes.length; position++) {
    const routeClass = routing.classes[position];
    if (routeClass === undefined || routeClass.nodeCount === 0) continue;
    const weight = weights[position] ?? 0;
    if (routeClass.zone !== '') hasZones = true;
    const list = dialledInside(routeClass);
    if (list.length === 0 || weight === 0) continue;
    const part = weight / list.length;
    let staying = 0;
    for (const index of list) {
      shares[index] = (shares[index] ?? 0) + part;
      if (routeClass.zone !== '' && endpoints[index]?.endpoint.zone === routeClass.zone) staying += part;
      else if (own.size > 0) staying += fromOwnNode(own.get(index), position) / list.length;
    }
    keptByClass[position] = staying;
    dialled += weight;
    kept += staying;
  }
  let ready = 0;
  let idleEndpoints = 0;
  let reached = 0;
  let largest = 0;
  for (let index = 0; index < endpoints.length; index++) {
    const share = shares[index] ?? 0;
    if (share > 0) reached += 1;
    if (share > largest) largest = share;
    if (endpoints[index]?.endpoint.conditions.ready === false) continue;
    ready += 1;
    if (share === 0) idleEndpoints += 1;
  }
  return {
    shares,
    kept: keptByClass,
    ...(dialled > 0 && hasZones ? { inZoneShare: whole(kept / dialled) } : {}),
    idleEndpoints: dialled > 0 ? idleEndpoints : 0,
    ...(dialled > 0 ? { largestLoad: whole((largest / dialled) * (ready > 0 ? ready : reached)) } : {}),
    ready,
  };
}

/** What the node of an endpoint has of the mix, if it is one of this class. */
function fromOwnNode(node: OwnNode | undefined, position: number): number {
  return node?.client === position ? node.weight : 0;
}

/** Sums of thirds are not quite 1: what is off by less than a billionth is meant to be whole. */
export function whole(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
