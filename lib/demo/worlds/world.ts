import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { Random } from '#lib/demo/random-names.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { GuideText } from '#lib/model/guide.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { KubeVersion } from '#lib/model/version.ts';

/** What a world is built for. */
export interface WorldStart {
  readonly now: EpochMillis;
  readonly version: KubeVersion;
  readonly random: Random;
}

/** What a guide's words depend on. */
export interface GuideContext {
  readonly version: KubeVersion;
  readonly gates: readonly GateOverride[];
  readonly strict: boolean;
}

export interface WorldStep {
  readonly id: string;
  readonly title: GuideText;
  readonly text: GuideText;
  readonly commands: readonly string[];
  /**
   * What the cluster shows once the step has been done, about what the user did and not about what came of it.
   * Several must hold one after the other; none makes a step that only reads.
   */
  readonly shows: readonly ((cluster: Cluster) => boolean)[];
}

/** One cluster to learn from or to test with. */
export interface World {
  readonly name: string;
  readonly title: GuideText;
  readonly about: GuideText;
  /** The version it has unless another is asked for. */
  readonly version: KubeVersion;
  readonly gates: readonly GateOverride[];
  /** The Service to look at first. */
  readonly service: NamespacedName;
  /** Everything there is at the start, namespaces first; what is missing the controllers add. */
  readonly objects: (start: WorldStart) => readonly KubeObject[];
  readonly steps: (context: GuideContext) => readonly WorldStep[];
}
