/** Values that a reason's text is filled with: counts, zones, names. */
export type ReasonValues = Readonly<Record<string, string | number>>;

/** How the controller words a reason in its Event; `counts` appends "(E endpoints, Z zones)". */
export interface EventWording {
  readonly text: string;
  readonly counts?: true;
}

interface HintReasonFacts {
  /** True where this reason stands for hints being written. */
  readonly hints: boolean;
  readonly event?: EventWording;
}

/** k8s.io/endpointslice/topologycache event.go: several causes share this message. */
const INSUFFICIENT_NODE_INFORMATION: EventWording = {
  text: 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes',
};

/**
 * Why a Service's endpoints have hints or have none: the one table of this decision. Texts for people are in
 * lib/messages under the same keys; `event` is what the controller itself writes, where it writes Events at all.
 */
export const HINT_REASONS = {
  /** Auto: endpoints are shared out by the zones' CPU. */
  'hinted-by-cpu-share': { hints: true },
  /** trafficDistribution: every ready endpoint is for its own zone. */
  'hinted-to-own-zone': { hints: true },
  /** trafficDistribution: every ready endpoint is for its own node, and for its own zone. */
  'hinted-to-own-node': { hints: true },
  /** trafficDistribution is in force, but no endpoint is ready with a zone or node to hint to. */
  'nothing-to-hint': { hints: false },

  'node-without-zone': { hints: false, event: INSUFFICIENT_NODE_INFORMATION },
  'node-without-cpu': { hints: false, event: INSUFFICIENT_NODE_INFORMATION },
  'one-zone-only': { hints: false, event: INSUFFICIENT_NODE_INFORMATION },
  'no-node-counted': { hints: false, event: INSUFFICIENT_NODE_INFORMATION },
  'fewer-endpoints-than-zones': { hints: false, event: { text: 'Insufficient number of endpoints', counts: true } },
  'overload-threshold': {
    hints: false,
    event: {
      text: 'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold',
      counts: true,
    },
  },
  'endpoint-without-zone': {
    hints: false,
    event: { text: 'One or more endpoints do not have a zone specified' },
  },

  /** Neither annotation nor trafficDistribution. */
  'not-opted-in': { hints: false },
  /** The deciding annotation has a value that does not enable. */
  'annotation-value-not-enabling': { hints: false },
  /** The same, and it hides a second annotation that would enable. */
  'annotation-shadowed': { hints: false },
  /** Only the newer annotation key is set, which this minor does not read. */
  'annotation-key-not-read': { hints: false },
  /** The annotation enables, but the controller's gate TopologyAwareHints is off. */
  'hints-gate-off': { hints: false },
  'traffic-distribution-gate-off': { hints: false },
  'traffic-distribution-not-supported': { hints: false },

  /** The controller does not write slices for such a Service. */
  'service-without-selector': { hints: false },
  'service-is-external-name': { hints: false },
  /** A pod names a Node that does not exist, so this minor's sync failed before it wrote anything. */
  'sync-failed-on-missing-node': { hints: false },
} as const satisfies Readonly<Record<string, HintReasonFacts>>;

export type HintReason = keyof typeof HINT_REASONS;

/** A decision about hints: its reason and what the reason's text needs. */
export interface HintDecision {
  readonly reason: HintReason;
  readonly values: ReasonValues;
}

export const HINT_REASON_KEYS = Object.keys(HINT_REASONS) as readonly HintReason[];

export function givesHints(reason: HintReason): boolean {
  return HINT_REASONS[reason].hints;
}

/** How the controller words the reason in an Event; undefined where it writes none. */
export function eventWordingOf(reason: HintReason): EventWording | undefined {
  const facts: HintReasonFacts = HINT_REASONS[reason];
  return facts.event;
}
