import { type EpochMillis, type ObjectMeta, type StringByKey, valueAt } from '#lib/model/object-meta.ts';
import { CONTROL_PLANE_LABEL, MASTER_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export interface NodeImage {
  readonly names: readonly string[];
  readonly sizeBytes: number;
}

/** The first condition of type Ready; a Node without one is not ready to any controller. */
export interface ReadyCondition {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly since?: EpochMillis;
}

/** What the cluster can place on a Node; a resource that the Node does not report is absent. */
export interface Allocatable {
  /** Nano-CPUs: Kubernetes rounds a quantity up to nano when it reads it, so sums stay exact. */
  readonly cpuNano?: number;
  readonly memoryBytes?: number;
  readonly pods?: number;
}

/** A Node, as far as zone routing and placement look at it. */
export interface Node extends ObjectMeta {
  readonly kind: 'Node';
  readonly labels: StringByKey;
  /** Names (never values) of labels and annotations, and of known reasons of a condition, that betray which data plane runs there. */
  readonly dataPlaneSigns: readonly string[];
  /** Internal and external IPs, as kube-proxy takes them for its node's own; absent where the Node tells none. */
  readonly addresses?: readonly string[];
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  readonly allocatable: Allocatable;
  readonly ready?: ReadyCondition;
  readonly kubeletVersion: string;
  /** Empty by default from 1.33 on. */
  readonly kubeProxyVersion: string;
  readonly operatingSystem: string;
  readonly images: readonly NodeImage[];
}

/** The zone label's value; undefined where the label is absent, '' where it is empty. */
export function zoneLabelOf(node: Node): string | undefined {
  return valueAt(node.labels, ZONE_LABEL);
}

export function isNodeReady(node: Node): boolean {
  return node.ready?.status === 'True';
}

export function isControlPlaneNode(node: Node): boolean {
  return Object.hasOwn(node.labels, CONTROL_PLANE_LABEL) || Object.hasOwn(node.labels, MASTER_LABEL);
}
