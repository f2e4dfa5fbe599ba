import type { ObjectMeta } from '#lib/model/object-meta.ts';

/** What an autoscaler scales: an object of its own namespace that has a scale. */
export interface ScaleTarget {
  /** '' for the core group; without the version. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** A HorizontalPodAutoscaler: its range, and where in it stands what it scales. What it measures is not kept. */
export interface HorizontalPodAutoscaler extends ObjectMeta {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly target: ScaleTarget;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Replicas that its controller has seen, and that it asked for last; absent until it has looked once. */
  readonly currentReplicas?: number;
  readonly desiredReplicas?: number;
}

/**
 * - `loading`: their first list runs;
 * - `watched`: complete and live;
 * - `forbidden`: the identity may not list them here;
 * - `failed`: the API server does not answer.
 */
export type AutoscalersState = 'loading' | 'watched' | 'forbidden' | 'failed';

/** The autoscalers of what owns a Service's pods. */
export interface Autoscaling {
  readonly state: AutoscalersState;
  /** Sorted by name; more than one is a mistake that Kubernetes lets pass. */
  readonly autoscalers: readonly HorizontalPodAutoscaler[];
}
