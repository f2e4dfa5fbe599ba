import type { Text } from '#lib/model/text.ts';

/** From the gravest to the mildest. */
export const LINT_LEVELS = ['error', 'warning', 'info'] as const;
export type LintLevel = (typeof LINT_LEVELS)[number];

interface LintRule {
  readonly kind: 'Service' | 'Node' | 'Cluster';
  readonly level: LintLevel;
}

/**
 * What is worth changing (`error`: traffic fails, or every Service loses its hints; `warning`: zone routing is not what
 * was asked for, or will not stay so; `info`: to know). lib/messages words each twice: why it matters, and the fix. The
 * values of both stand behind each.
 */
export const LINT_RULES = {
  /** `key`, `value`, `shadowed`. */
  'annotation-shadowed': { kind: 'Service', level: 'warning' },
  /** `key`, `value`. */
  'annotation-value': { kind: 'Service', level: 'warning' },
  /** `key`, `newer`: the key that this version reads. */
  'annotation-not-read': { kind: 'Service', level: 'warning' },
  /** `key`, `value` of trafficDistribution, which is not looked at. */
  'annotation-over-field': { kind: 'Service', level: 'warning' },
  /** `value`. */
  'traffic-distribution-refused': { kind: 'Service', level: 'warning' },
  /** `key`, `newer`. */
  'deprecated-annotation': { kind: 'Service', level: 'info' },
  /** PreferClose where PreferSameZone is known. */
  'deprecated-prefer-close': { kind: 'Service', level: 'info' },
  /** `nodes`, `all`. */
  'local-policy-blackhole': { kind: 'Service', level: 'error' },
  /** `nodes` that drop what arrives from outside. */
  'external-policy-blackhole': { kind: 'Service', level: 'warning' },
  /** internalTrafficPolicy Local leaves nothing to hints. `source`. */
  'local-policy-over-hints': { kind: 'Service', level: 'warning' },
  /** `endpoints`, `manager`. */
  'custom-slices-without-hints': { kind: 'Service', level: 'warning' },
  /** `endpoints`. */
  'endpoint-without-zone': { kind: 'Service', level: 'warning' },
  /** `endpoints`. */
  'endpoint-zone-outdated': { kind: 'Service', level: 'warning' },
  /** `zone`, `zones`. */
  'single-zone': { kind: 'Service', level: 'warning' },
  /** `zones`, `nodes`. */
  'zone-without-endpoints': { kind: 'Service', level: 'warning' },
  /** Asks for zone routing, and kube-proxy does not serve it. `because`. */
  'asked-but-not-proxied': { kind: 'Service', level: 'warning' },
  /** `because`. */
  'not-proxied': { kind: 'Service', level: 'info' },
  /** A cache on every node stands between the pods and this Service. */
  'node-local-dns': { kind: 'Service', level: 'info' },

  /** Counted, and without a zone: nobody gets hints by CPU. */
  'node-without-zone': { kind: 'Node', level: 'error' },
  /** Not counted for another reason, and without a zone: only this node ignores hints. */
  'uncounted-node-without-zone': { kind: 'Node', level: 'warning' },
  'node-without-cpu': { kind: 'Node', level: 'error' },
  'node-not-ready': { kind: 'Node', level: 'warning' },
  'control-plane-not-counted': { kind: 'Node', level: 'info' },
  /** `taint`: pods do not come here, and its CPU counts all the same. */
  'tainted-node-counted': { kind: 'Node', level: 'info' },
  'cordoned-node-counted': { kind: 'Node', level: 'info' },
  /** `program`, `version`, `cluster`. */
  'version-skew': { kind: 'Node', level: 'warning' },
  /** The same, beyond what is supported. */
  'version-skew-unsupported': { kind: 'Node', level: 'error' },
  'windows-node': { kind: 'Node', level: 'info' },
  /** `zone`: there is no other. */
  'one-zone': { kind: 'Cluster', level: 'info' },
} as const satisfies Readonly<Record<string, LintRule>>;
export type LintRuleName = keyof typeof LINT_RULES;

/** One thing that is worth a change, of one object and field. */
export interface Finding {
  readonly rule: LintRuleName;
  readonly level: LintLevel;
  /** `namespace/name` of a Service, the name of a Node; of the cluster there is one only. */
  readonly object: { readonly kind: LintRule['kind']; readonly name: string };
  readonly field: string;
  readonly why: Text;
  readonly fix: Text;
  /** What makes the fix; empty where kubectl cannot. */
  readonly commands: readonly string[];
}

export interface Found {
  readonly object: string;
  readonly field: string;
  readonly values?: NonNullable<Text['values']>;
  readonly commands?: readonly string[];
}

export function finding(rule: LintRuleName, { object, field, values = {}, commands = [] }: Found): Finding {
  const { kind, level } = LINT_RULES[rule];
  return {
    rule,
    level,
    object: { kind, name: object },
    field,
    why: { key: `lint.${rule}.why`, values },
    fix: { key: `lint.${rule}.fix`, values },
    commands,
  };
}

/** Is it at least as grave? */
export function reachesLevel({ level }: Pick<Finding, 'level'>, least: LintLevel): boolean {
  return LINT_LEVELS.indexOf(level) <= LINT_LEVELS.indexOf(least);
}

/** The gravest first; of equals in the order in which they were found. */
export function byLevel(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((left, right) => LINT_LEVELS.indexOf(left.level) - LINT_LEVELS.indexOf(right.level));
}
