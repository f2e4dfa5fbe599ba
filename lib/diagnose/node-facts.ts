import type { NodeDataPlane } from '#lib/diagnose/data-plane.ts';

export type NodeExclusion = 'control-plane' | 'not-ready' | 'no-zone' | 'no-cpu';

export interface NodeFacts {
  readonly name: string;
  readonly zone?: string;
  readonly ready: boolean;
  readonly cordoned: boolean;
  readonly windows: boolean;
  readonly dataPlane: NodeDataPlane;
  readonly controlPlane: boolean;
  /** Its kube-proxy or kubelet is of another minor than the cluster. */
  readonly skewed: boolean;
  readonly cpuMilli: number;
  /** Why the controller leaves it out of the zones' CPU shares. */
  readonly notCounted?: NodeExclusion;
  /** Part of the client mix, 0..1. */
  readonly weight: number;
}
