import type { ReadyCondition } from '#lib/model/node.ts';
import type { ObjectMeta, StringByKey } from '#lib/model/object-meta.ts';

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels: StringByKey;
  readonly matchExpressions: readonly LabelSelectorRequirement[];
}

export interface NodeSelectorTerm {
  readonly matchExpressions: readonly LabelSelectorRequirement[];
  readonly matchFields: readonly LabelSelectorRequirement[];
}

export interface WeightedNodeSelectorTerm {
  readonly weight: number;
  readonly preference: NodeSelectorTerm;
}

export interface PodAffinityTerm {
  readonly topologyKey: string;
  /** Absent matches nothing. */
  readonly labelSelector?: LabelSelector;
  readonly namespaces: readonly string[];
  readonly matchLabelKeys: readonly string[];
  readonly mismatchLabelKeys: readonly string[];
}

export interface WeightedPodAffinityTerm {
  readonly weight: number;
  readonly term: PodAffinityTerm;
}

export interface Affinity {
  /** Absent: no required node affinity; empty: matches nothing. */
  readonly requiredNodeTerms?: readonly NodeSelectorTerm[];
  readonly preferredNodeTerms: readonly WeightedNodeSelectorTerm[];
  readonly requiredPodTerms: readonly PodAffinityTerm[];
  readonly preferredPodTerms: readonly WeightedPodAffinityTerm[];
  readonly requiredAntiPodTerms: readonly PodAffinityTerm[];
  readonly preferredAntiPodTerms: readonly WeightedPodAffinityTerm[];
}

export interface Toleration {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly effect: string;
  readonly tolerationSeconds?: number;
}

export interface TopologySpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: string;
  readonly labelSelector?: LabelSelector;
  readonly minDomains?: number;
  readonly nodeAffinityPolicy?: string;
  readonly nodeTaintsPolicy?: string;
  readonly matchLabelKeys: readonly string[];
}

/** Requests of one container; an absent resource was not requested (0 was). */
export interface ResourceRequests {
  readonly cpuNano?: number;
  readonly memoryBytes?: number;
}

export interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: string;
  readonly hostPort?: number;
  readonly hostIP?: string;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly requests: ResourceRequests;
  readonly ports: readonly ContainerPort[];
  /** Only init containers have one; `Always` makes a sidecar. */
  readonly restartPolicy?: string;
}

export interface ContainerRestarts {
  readonly name: string;
  readonly restartCount: number;
}

export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** A Pod of the selected Service: what its endpoint, its deletion rank and the scheduler look at. */
export interface Pod extends ObjectMeta {
  readonly kind: 'Pod';
  readonly labels: StringByKey;
  /** The controller among its owners. */
  readonly owner?: OwnerReference;
  /** `controller.kubernetes.io/pod-deletion-cost`; absent or invalid is 0. */
  readonly deletionCost: number;
  /** '' until it is bound. */
  readonly nodeName: string;
  readonly phase: string;
  readonly restartPolicy: string;
  readonly ready?: ReadyCondition;
  readonly podIPs: readonly string[];
  readonly hostname: string;
  readonly subdomain: string;
  readonly containerRestarts: readonly ContainerRestarts[];
  readonly initContainerRestarts: readonly ContainerRestarts[];
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly overhead: ResourceRequests;
  readonly nodeSelector: StringByKey;
  readonly affinity: Affinity;
  readonly tolerations: readonly Toleration[];
  /** Absent: the scheduler's default spreading applies. */
  readonly topologySpreadConstraints: readonly TopologySpreadConstraint[];
  readonly priority: number;
}
