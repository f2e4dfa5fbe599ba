import type { DataPlaneOverride } from '#lib/model/data-plane.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { ServiceMode } from '#lib/model/scenario.ts';
import type { Service } from '#lib/model/service.ts';
import type { Text } from '#lib/model/text.ts';
import { type MissingReason, type Verdict, verdictWithout } from '#lib/model/verdict.ts';
import type { KubeVersion } from '#lib/model/version.ts';

/** What the list shows of one Service: the only thing that the page holds of the Services that are not selected. */
export interface ServiceRow {
  readonly key: NamespacedName;
  readonly mode: ServiceMode;
  /** The annotation or field that sets the mode, as it stands in the object; absent where nothing sets it. */
  readonly modeSource?: string;
  /** The worst over the Service's ports and families. */
  readonly verdict: Verdict;
  /** Endpoints that kube-proxy may dial, by zone; '' is "no zone". A zone with none is absent. */
  readonly endpointsByZone: Readonly<Record<string, number>>;
  readonly warnings: readonly Text[];
  /** The mode that it could ask for without harm; absent where it asks for one already, or none is safe. */
  readonly optIn?: SafeMode;
  /** Of a Service in mode Auto: the nearest numbers of endpoints at which hints come or go. */
  readonly flipsAt?: { readonly fewer?: number; readonly more?: number };
  /** How often zone routing went on or off since the start of watching; absent where it never did. */
  readonly flips?: number;
  /** When its state or its counts last changed since the start of watching, and why; absent where they never did. */
  readonly changed?: LastChange;
}

export interface LastChange {
  readonly time: EpochMillis;
  readonly cause?: Text;
}

/** A mode with what it would do to the shares, by the client mix. */
export interface SafeMode {
  readonly mode: ServiceMode;
  readonly inZoneShare: number;
  readonly largestLoad: number;
}

/**
 * What every row depends on beside its own Service and slices.
 * The same object is handed in until one of its fields changes, so that work per cluster may be kept by its identity.
 */
export interface RowContext {
  readonly nodes: readonly Node[];
  readonly version: KubeVersion;
  readonly gateOverrides: readonly GateOverride[];
  /** What somebody said of the nodes' data planes. */
  readonly dataPlanes?: readonly DataPlaneOverride[];
}

/** Computes one row; `slices` are those of this Service, of both families, sorted by name. Never throws. */
export type RowOf = (service: Service, slices: readonly EndpointSlice[], context: RowContext) => ServiceRow;

/**
 * What is left of a row where nodes or slices may not be read, `rights` as kubectl would say them: whatever else it says is
 * computed from both, and would be made up.
 */
export function rowWithout(
  { key, mode, modeSource, endpointsByZone }: ServiceRow,
  rights: readonly string[],
  reason?: MissingReason,
): ServiceRow {
  return {
    key,
    mode,
    ...(modeSource === undefined ? {} : { modeSource }),
    verdict: verdictWithout(rights, reason),
    endpointsByZone,
    warnings: [],
  };
}
