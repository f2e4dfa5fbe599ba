import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { TimelineInput } from '#lib/model/timeline.ts';

/** Past inputs of Services within a limit of memory; what several of them share is counted once. */
export interface KeptMoments {
  /** An upper estimate of what only these keep alive. */
  readonly bytes: number;
  keep(moment: TimelineInput): void;
  drop(moment: TimelineInput): void;
}

/** What an object takes in V8's heap, measured on parsed watch objects and rounded up. */
const ENDPOINT_BYTES = 600;
const SLICE_BYTES = 600;
const SERVICE_BYTES = 2_000;
/** A list of nodes holds references; a node that changed is one object more. */
const NODE_REFERENCE_BYTES = 8;
const NODE_BYTES = 4_000;

export function createKeptMoments(): KeptMoments {
  const holdersByPart = new Map<object, number>();
  let bytes = 0;

  function hold(part: object, size: number): void {
    const holders = holdersByPart.get(part) ?? 0;
    if (holders === 0) bytes += size;
    holdersByPart.set(part, holders + 1);
  }

  function release(part: object, size: number): void {
    const holders = holdersByPart.get(part) ?? 0;
    if (holders > 1) holdersByPart.set(part, holders - 1);
    else if (holdersByPart.delete(part)) bytes -= size;
  }

  function forEachPart(moment: TimelineInput, visit: (part: object, size: number) => void): void {
    visit(moment.service, SERVICE_BYTES);
    visit(moment.nodes, NODE_BYTES + moment.nodes.length * NODE_REFERENCE_BYTES);
    for (const slice of moment.slices) visit(slice, sizeOf(slice));
  }

  return {
    get bytes() {
      return bytes;
    },
    keep: (moment) => forEachPart(moment, hold),
    drop: (moment) => forEachPart(moment, release),
  };
}

function sizeOf({ endpoints }: EndpointSlice): number {
  return SLICE_BYTES + endpoints.length * ENDPOINT_BYTES;
}
