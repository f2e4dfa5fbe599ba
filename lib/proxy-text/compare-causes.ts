/** Why rules may differ from the prediction; each is found by routing anew under that assumption. lib/messages words them. */
export const COMPARE_CAUSES = [
  /** The text ends in the middle, so that what is missing may stand behind its end. */
  'text-truncated',
  /** Nothing in the text is a rule for any Service here, and chains of `proxy` are in it. */
  'another-proxy',
  /** Nothing in the text is a rule for any Service here, as kube-proxy's backends stand in ipvs. */
  'ipvs-mode',
  /** Nothing in the text is a rule for any Service here: something else routes, or the text is another cluster's. */
  'no-rule-for-any-service',
  /** kube-proxy has not taken up the newest slices: `generation` steps ago they said what the rules do. */
  'earlier-slices',
  /** A feature gate of this kube-proxy is `state`, other than assumed: `gate`. */
  'gate-differs',
  /** The node's data plane was taken for another, and these are the rules that kube-proxy writes. */
  'kube-proxy-routes',
  /** Every endpoint is dialled as if none had a hint: this data plane does not read them. */
  'hints-ignored',
  /** The rules are those that the kube-proxy of another minor would write: `minor`. */
  'another-minor',
  /** The rules are those of a node in another zone (`zone`), or of another node (`node`). */
  'another-node',
  /** The rules dial endpoints that no slice of the Service holds. */
  'endpoints-of-no-slice',
  /** The label service-proxy-name hands the Service to another proxy, and the rules are there all the same. */
  'service-proxy-name',
  /** No Service here has this address and port: it is gone, or not kube-proxy's to proxy. */
  'no-such-service-port',
] as const;
export type CompareCause = (typeof COMPARE_CAUSES)[number];

export interface FoundCause {
  readonly cause: CompareCause;
  readonly values: Readonly<Record<string, string | number>>;
}
