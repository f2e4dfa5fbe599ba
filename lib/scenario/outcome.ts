import type { Text } from '#lib/model/text.ts';
import type { RolloutStep } from '#lib/scenario/rollout-steps.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** A pod that a what-if takes away: `sure`, or one of several among which Kubernetes chooses at random. */
export interface LeavingPod {
  readonly uid: string;
  readonly name: string;
  readonly sure: boolean;
}

/** A pod that a what-if brings, and where it likely lands. */
export interface ComingPod {
  readonly uid: string;
  readonly name: string;
  /** '' when no node can take it: it stays Pending. */
  readonly nodeName: string;
  readonly zone?: string;
  /** True when no other node would do as well. */
  readonly sure: boolean;
}

/** What a what-if does to the Service's pods. */
export interface Outcome {
  /** As many as go in the prediction shown; where a choice is random, these are one possible choice. */
  readonly goes: readonly LeavingPod[];
  /** Where the choice is random: how many more go, and out of which pods. */
  readonly oneOf?: { readonly take: number; readonly names: readonly string[] };
  readonly comes: readonly ComingPod[];
  /** What the slider moves, a Deployment for one; absent when there is none. */
  readonly workload?: { readonly kind: string; readonly name: string; readonly replicas: number };
  /** Every step of the rollout that is looked at, the first before it begins. */
  readonly rollout?: readonly RolloutStep[];
}

/** The cluster as it would be, and what that rests on. */
export interface Prediction {
  /** After the Service's next sync. */
  readonly input: ServiceInput;
  /** Before it: present where the changes alone do not cause a sync. */
  readonly atOnce?: ServiceInput;
  readonly outcome: Outcome;
  readonly assumptions: readonly Text[];
  /** One text for each change that cannot be made here: a node or zone that does not exist, no workload. */
  readonly refused: readonly Text[];
}
