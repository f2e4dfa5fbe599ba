import { fault, gatesOf, podsOf, versionOf } from '#lib/answer/read-case.ts';
import { replicaRulesOf } from '#lib/kube-version/replica-rules.ts';
import { scaleDown } from '#lib/replicas/scale-down.ts';
import { type Json, optionalNumber, text } from '#lib/to-model/json.ts';

export interface ScaleDownAnswer {
  /** One likely set, in order. */
  readonly victims: readonly string[];
  readonly sure: readonly string[];
  readonly anyOf?: { readonly take: number; readonly from: readonly string[] };
  readonly why?: string;
}

const RFC_3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

/** Which pods the ReplicaSet controller of the case's version deletes at the case's moment. */
export function answerScaleDown(source: Json): ScaleDownAnswer {
  const answer = scaleDown(scaleDownCase(source));
  const names = (pods: readonly { readonly name: string }[]): readonly string[] => pods.map((pod) => pod.name);
  return {
    victims: names(answer.victims),
    sure: names(answer.sure),
    ...(answer.anyOf === undefined ? {} : { anyOf: { take: answer.anyOf.take, from: names(answer.anyOf.from) } }),
    ...(answer.why === undefined ? {} : { why: answer.why }),
  };
}

/** The question that the case asks. */
export function scaleDownCase(source: Json): Parameters<typeof scaleDown>[0] {
  const replicas = optionalNumber(source['replicas']);
  if (replicas === undefined) throw fault(source, 'replicas is no number');
  return {
    pods: podsOf(source),
    relatedPods: podsOf(source, 'relatedPods'),
    bareReplicaSet: source['bareReplicaSet'] === true,
    replicas,
    ...momentOf(source),
    rules: replicaRulesOf(versionOf(source), gatesOf(source)),
  };
}

/** A Date stops at milliseconds; the buckets of ages go on to nanoseconds. */
function momentOf(source: Json): { readonly now: number; readonly nowNanos: number } {
  const match = RFC_3339.exec(text(source['now']));
  if (match === null) throw fault(source, `now "${text(source['now'])}" is no RFC 3339 time in UTC`);
  const nanos = Number((match[2] ?? '').padEnd(9, '0'));
  return { now: Date.parse(`${match[1]}Z`) + Math.floor(nanos / 1e6), nowNanos: nanos % 1e6 };
}
