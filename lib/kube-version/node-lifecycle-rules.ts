import type { KubeVersion } from '#lib/model/version.ts';

/** How the node lifecycle controller of one version treats a node that falls silent; times in milliseconds. */
export interface NodeLifecycleRules {
  /** Silence after which a node's Ready condition turns Unknown (`--node-monitor-grace-period`). */
  readonly gracePeriod: number;
  /** How often the controller looks, so how late it may be (`--node-monitor-period`). */
  readonly monitorPeriod: number;
  /** Between the NoExecute taints of two nodes of a zone (`--node-eviction-rate`, 0.1 a second). */
  readonly evictionInterval: number;
  /** The same where most of a large zone is down (`--secondary-node-eviction-rate`). */
  readonly slowEvictionInterval: number;
  /** A zone of at most so many nodes evicts nothing while most of it is down (`--large-cluster-size-threshold`). */
  readonly largeZone: number;
  /** Share of a zone's nodes from which most of it counts as down (`--unhealthy-zone-threshold`). */
  readonly unhealthyShare: number;
}

const LONGER_GRACE_FROM = 32;

/** The defaults of the controller manager's flags in one version. */
export function nodeLifecycleRulesOf({ minor }: KubeVersion): NodeLifecycleRules {
  return {
    gracePeriod: minor >= LONGER_GRACE_FROM ? 50_000 : 40_000,
    monitorPeriod: 5_000,
    evictionInterval: 10_000,
    slowEvictionInterval: 100_000,
    largeZone: 50,
    unhealthyShare: 0.55,
  };
}
