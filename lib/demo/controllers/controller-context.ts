import type { Registry } from '#lib/demo/api-server/registry.ts';
import type { Clock } from '#lib/demo/clock.ts';
import type { EventRecorder } from '#lib/demo/controllers/event-recorder.ts';
import type { Random } from '#lib/demo/random-names.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { ReplicaRules } from '#lib/kube-version/replica-rules.ts';
import type { KubeVersion } from '#lib/model/version.ts';

/** How long the fake kubelets take. */
export interface KubeletDelays {
  /** From being bound to being Ready, in milliseconds; a pod's own is drawn between the two. */
  readonly startMillis: readonly [least: number, most: number];
  /** From the deletion mark to being gone. */
  readonly terminationMillis: number;
}

/** What every controller of the embedded cluster works with. */
export interface ControllerContext {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventRecorder;
  readonly version: KubeVersion;
  readonly controllerRules: ControllerRules;
  readonly replicaRules: ReplicaRules;
  /** Look again only when that minor's controllers would. */
  readonly strict: boolean;
  readonly delays: KubeletDelays;
}

/** A controller at work. */
export interface RunningController {
  stop(): void;
}
