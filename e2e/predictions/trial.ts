import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** What a change may come to: one state where Kubernetes is deterministic, several where it leaves a choice to chance. */
export interface Expected {
  readonly inputs: readonly ServiceInput[];
  /** Every way was followed. */
  readonly isComplete: boolean;
  /** All of `inputs` but one are ruled out by the rules alone, so that every node's own count must be right. */
  readonly isCertain: boolean;
}

/** One moment after the change at which prediction and reality are compared. */
export interface Moment {
  readonly name: 'at once' | 'after the next sync' | 'at rest' | 'after rescheduling';
  readonly expected: Expected;
  /** What brings the moment about, after the ones before it. */
  readonly commands: readonly (readonly string[])[];
  /** Of the workload, when it has come to rest; what is waited for where time has to pass. */
  readonly waitsFor?: number;
}

/** One change: predicted before it is made, then made with kubectl, then compared. */
export interface Trial {
  readonly kind: string;
  readonly name: string;
  readonly moments: readonly Moment[];
}
