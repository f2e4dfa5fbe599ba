import type { Analysis, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { type WhyKey, whyText } from '#lib/diagnose/why-keys.ts';
import type { Text } from '#lib/model/text.ts';
import type { Verdict } from '#lib/model/verdict.ts';

/** An object of the cluster that a cause or a finding points at, and the field of it. */
export interface ObjectField {
  readonly kind: string;
  /** `namespace/name` of a Service, the name alone of others. */
  readonly name: string;
  readonly field?: string;
}

/** What Kubernetes itself says, word for word. */
export interface KubernetesWords {
  /** Where it stands: an Event, a log, a comment of a rule. */
  readonly source: Text;
  readonly words: string;
  /** What to think of it: repeated, expired, misleading. */
  readonly note?: Text;
}

export interface TrueCause {
  /** With numbers. */
  readonly text: Text;
  /** By name; at most `MOST_OBJECTS` of them. */
  readonly objects: readonly ObjectField[];
  /** How many more there are than are named. */
  readonly more: number;
}

/** The smallest change that would help, and the commands that make it; none where kubectl cannot. */
export interface SmallestFix {
  readonly text: Text;
  readonly commands: readonly string[];
}

/** The three lines about one port and family: Kubernetes' words (none: it says nothing), the true cause, the fix. */
export interface Explanation {
  readonly words: readonly KubernetesWords[];
  readonly cause: TrueCause;
  readonly fix?: SmallestFix;
}

/** What the three lines are made from; without a port kube-proxy does not serve the Service. */
export interface WhyInput {
  readonly analysis: Analysis;
  readonly port: PortAnalysis | undefined;
  readonly verdict: Verdict;
}

/** More than these are counted, not named one by one. */
const MOST_OBJECTS = 12;

export function causeOf(
  key: WhyKey,
  values: NonNullable<Text['values']>,
  objects: readonly ObjectField[] = [],
): TrueCause {
  return named(whyText(key, values), objects);
}

export function named(text: Text, objects: readonly ObjectField[]): TrueCause {
  return { text, objects: objects.slice(0, MOST_OBJECTS), more: Math.max(0, objects.length - MOST_OBJECTS) };
}

export function nodeObjects(names: readonly string[], field: string): readonly ObjectField[] {
  return names.map((name) => ({ kind: 'Node', name, field }));
}

export function serviceObject({ analysis }: Pick<WhyInput, 'analysis'>, field: string): ObjectField {
  const { namespace, name } = analysis.input.service;
  return { kind: 'Service', name: `${namespace}/${name}`, field };
}
