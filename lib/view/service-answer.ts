import type { Analysis } from '#lib/diagnose/analysis.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { Autoscaling } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';
import type { Text } from '#lib/model/text.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import type { Outcome } from '#lib/scenario/outcome.ts';

/** What the browser holds of the selected Service, as it came from the stream. */
export interface ServiceSnapshot {
  readonly version: KubeVersion;
  /** The server's `--feature-gates`. */
  readonly gateOverrides: readonly GateOverride[];
  readonly nodes: readonly Node[];
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  readonly pods: readonly Pod[];
  /** Absent: they are not read. */
  readonly autoscaling?: Autoscaling;
  /** Those of the Service that the URL's client mix names; absent while they are not known. */
  readonly clientSlices?: readonly EndpointSlice[];
  readonly now: EpochMillis;
}

/**
 * The answer for one Service: what every view reads. Compute it when the snapshot or the URL's `minor`, `gates`,
 * `mix` or `what-if` change; the views over it are cheap.
 */
export interface ServiceAnswer {
  /** What is shown: predicted while a what-if is on, else live. */
  readonly analysis: Analysis;
  /** The live one, while a what-if is on. */
  readonly live?: Analysis;
  /** The what-if before the Service's next sync, where none follows at once. */
  readonly atOnce?: Analysis;
  readonly outcome?: Outcome;
  readonly assumptions: readonly Text[];
  /** Changes of the what-if that cannot be made here, each with the reason. */
  readonly refused: readonly Text[];
}
