/**
 * Why a node dials the list it dials, one key each; lib/messages words them.
 * The values that a reason carries stand behind it.
 */
export const PROXY_REASONS = [
  /** Hints for this zone are followed. `zone`, `endpoints`. */
  'same-zone',
  /** Hints for this node are followed. `node`, `endpoints`. */
  'same-node',
  /** The oldest kube-proxies only: hints for this zone are followed, although none of those hinted is ready. `zone`. */
  'same-zone-but-none-ready',
  /** No slice holds an endpoint for this port. */
  'no-endpoint',
  /** There are endpoints, none ready, and none that serves while it terminates (or such are not used). `endpoints`. */
  'no-ready-endpoint',
  /** None is ready: those that serve while they terminate are dialled, wherever they are. `endpoints`. */
  'terminating-fallback',
  /** The feature gate `gate` is off in this kube-proxy, so it sees no hints. */
  'gate-off',
  /** This kube-proxy wants the annotation `key`, and the Service has none. */
  'annotation-missing',
  /** The annotation `key` has the value `value`, which does not switch hints on. */
  'annotation-not-enabling',
  /** The node has no zone label, so no hint can be for it. */
  'node-without-zone',
  /** No ready endpoint carries a zone hint. `ready`. */
  'no-hints',
  /** Some ready endpoints carry no zone hint, so hints are ignored. `without`, `ready`, `address` of the first. */
  'endpoint-without-zone-hint',
  /** The same, and it is an unready endpoint that lacks the hint (the oldest kube-proxies ask all). `without`, `address`. */
  'unready-endpoint-without-zone-hint',
  /** Every ready endpoint has a zone hint, none for this zone. `zone`, `ready`. */
  'no-endpoint-hinted-to-zone',
  /** Old kube-proxies ignore hints for Services with `externalTrafficPolicy: Local`, for the ClusterIP too. */
  'external-policy-local-switches-hints-off',
  /** `internalTrafficPolicy: Local`: only endpoints on this node. `endpoints`. */
  'internal-policy-local',
  /** The same, and this node has none. */
  'internal-policy-local-without-endpoint',
  /** Traffic from outside, `externalTrafficPolicy: Local`: only endpoints on this node. `endpoints`. */
  'external-policy-local',
  /** The same, and this node has none. */
  'external-policy-local-without-endpoint',
  /** kube-proxy on Windows never looks at hints. */
  'windows-ignores-hints',
  /** What routes in place of kube-proxy does not look at hints. `dataPlane`. */
  'data-plane-ignores-hints',
  /** Gate ServiceTopology: `spec.topologyKeys` chooses instead of hints, and it leaves every endpoint. */
  'topology-keys',
  /** The same, and it leaves those in this node's zone. `zone`, `endpoints`. */
  'topology-key-zone',
  /** The same, and it leaves those on this node. `node`, `endpoints`. */
  'topology-key-hostname',
  /** The same, and it leaves none, since no endpoint shares one of the `keys` with this node. */
  'topology-keys-without-match',
] as const;
export type ProxyReason = (typeof PROXY_REASONS)[number];

export type ReasonValues = Readonly<Record<string, string | number>>;

/** Why kube-proxy has no rules for a Service at all. */
export const SKIP_REASONS = ['headless', 'external-name', 'service-proxy-name', 'no-cluster-ip'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];
