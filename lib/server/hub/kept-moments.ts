import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { TimelineInput } from '#lib/model/timeline.ts';

/** Past inputs of Services within a limit of memory; what several of them share is counted once. */
export interface KeptMoments {
  /** An upper estimate of what only these keep alive. */
  readonly bytes: number;
  /** Keeps a moment that `next` has followed; undefined where none did, since the Service is gone. */
  keep(moment: TimelineInput, next: TimelineInput | undefined): KeptMoment;
  /** Of each Service the oldest goes first: what it shares with the next one is counted there. */
  drop(kept: KeptMoment): void;
}

export interface KeptMoment {
  readonly input: TimelineInput;
  /** What it keeps alive that the next moment of its Service does not; without its nodes, which Services share. */
  readonly ownBytes: number;
}

/** What an object takes in V8's heap, measured on parsed watch objects and rounded up. */
const ENDPOINT_BYTES = 600;
const SLICE_BYTES = 600;
const SERVICE_BYTES = 2_000;
const REFERENCE_BYTES = 8;
/** The moment itself, and its list of slices. */
const MOMENT_BYTES = 200;
/** A list of nodes holds references; a node that changed is one object more. */
const NODE_BYTES = 4_000;

export function createKeptMoments(): KeptMoments {
  const holdersByNodes = new Map<TimelineInput['nodes'], number>();
  let bytes = 0;

  function hold(nodes: TimelineInput['nodes'], by: 1 | -1): void {
    const before = holdersByNodes.get(nodes) ?? 0;
    const size = NODE_BYTES + nodes.length * REFERENCE_BYTES;
    if (before === 0) bytes += size;
    if (before + by > 0) holdersByNodes.set(nodes, before + by);
    else if (holdersByNodes.delete(nodes)) bytes -= size;
  }

  return {
    get bytes() {
      return bytes;
    },
    keep(moment, next) {
      const ownBytes =
        MOMENT_BYTES +
        moment.slices.length * REFERENCE_BYTES +
        (moment.service === next?.service ? 0 : SERVICE_BYTES) +
        sliceBytes(moment.slices, next?.slices ?? []);
      hold(moment.nodes, 1);
      bytes += ownBytes;
      return { input: moment, ownBytes };
    },
    drop({ input, ownBytes }) {
      hold(input.nodes, -1);
      bytes -= ownBytes;
    },
  };
}

function sliceBytes(slices: readonly EndpointSlice[], next: readonly EndpointSlice[]): number {
  const nextByName = new Map(next.map((slice) => [slice.name, slice]));
  let bytes = 0;
  for (const slice of slices) {
    const successor = nextByName.get(slice.name);
    if (slice === successor) continue;
    const kept = new Set(successor?.endpoints);
    const own = slice.endpoints.filter((endpoint) => !kept.has(endpoint)).length;
    bytes += SLICE_BYTES + slice.endpoints.length * REFERENCE_BYTES + own * ENDPOINT_BYTES;
  }
  return bytes;
}
