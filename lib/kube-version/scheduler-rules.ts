import type { KubeVersion } from '#lib/model/version.ts';

/** How NodeResourcesBalancedAllocation rates a node. */
export type BalanceRule =
  /** 1 - |cpu - memory| with the pod on it; a container without requests counts as a small one; a full node gets 0. */
  | 'difference'
  /** 1 - |cpu - memory| / 2 with the pod on it, from real requests. */
  | 'deviation'
  /** 75 plus half of what the pod changes in that: 50 to 100. */
  | 'improvement';

/** What the kube-scheduler of one version does differently from the others, with its default profile. */
export interface SchedulerRules {
  readonly taintTolerationWeight: number;
  readonly nodeAffinityWeight: number;
  readonly interPodAffinityWeight: number;
  readonly balance: BalanceRule;
  /** A pod that requests neither cpu nor memory is not rated by balance at all. */
  readonly skipsBalanceWithoutRequests: boolean;
  /** Spreading reads a constraint's nodeAffinityPolicy and nodeTaintsPolicy; else Honor and Ignore hold. */
  readonly readsInclusionPolicies: boolean;
  readonly readsMinDomains: boolean;
  readonly readsMatchLabelKeys: boolean;
  /** Spreading's raw score is rounded; else it is cut off. */
  readonly roundsSpreading: boolean;
  /** Images of init containers count like those of containers. */
  readonly countsInitContainerImages: boolean;
  /** Of several best nodes the top of an unsorted heap wins; else one at random. */
  readonly breaksTiesByHeap: boolean;
}

/** The minor from which each rule holds; the matching gates are on by default from there. */
const WEIGHTS_FROM = 23;
const DEVIATION_FROM = 22;
const IMPROVEMENT_FROM = 36;
const BALANCE_SKIP_FROM = 33;
const INCLUSION_POLICIES_FROM = 26;
const MIN_DOMAINS_FROM = 27;
const MATCH_LABEL_KEYS_FROM = 27;
const ROUNDED_SPREADING_FROM = 24;
const INIT_CONTAINER_IMAGES_FROM = 30;
const HEAP_TIES_FROM = 35;

/** The scheduler's rules in one version; its feature gates are taken to have their defaults. */
export function schedulerRulesOf({ minor }: KubeVersion): SchedulerRules {
  const hasNewWeights = minor >= WEIGHTS_FROM;
  return {
    taintTolerationWeight: hasNewWeights ? 3 : 1,
    nodeAffinityWeight: hasNewWeights ? 2 : 1,
    interPodAffinityWeight: hasNewWeights ? 2 : 1,
    balance: minor >= IMPROVEMENT_FROM ? 'improvement' : minor >= DEVIATION_FROM ? 'deviation' : 'difference',
    skipsBalanceWithoutRequests: minor >= BALANCE_SKIP_FROM,
    readsInclusionPolicies: minor >= INCLUSION_POLICIES_FROM,
    readsMinDomains: minor >= MIN_DOMAINS_FROM,
    readsMatchLabelKeys: minor >= MATCH_LABEL_KEYS_FROM,
    roundsSpreading: minor >= ROUNDED_SPREADING_FROM,
    countsInitContainerImages: minor >= INIT_CONTAINER_IMAGES_FROM,
    breaksTiesByHeap: minor >= HEAP_TIES_FROM,
  };
}
