import { endpointCauses } from '#lib/diagnose/cause-of-endpoints.ts';
import { nodeCauses } from '#lib/diagnose/cause-of-nodes.ts';
import { causeOf, named, serviceObject, type TrueCause, type WhyInput } from '#lib/diagnose/explanation.ts';
import { FEWEST_SHARE } from '#lib/hints/allocations.ts';
import { TRAFFIC_DISTRIBUTION_FIELD } from '#lib/hints/choose-hinting.ts';

/** Words the cause of one reason; undefined leaves it to the reason's own words. */
export type CauseReader = (input: WhyInput) => TrueCause | undefined;

/**
 * The true cause behind a verdict, with numbers and the objects by name. Kubernetes puts several causes into one
 * message; here each has its own. Reasons that this table lacks speak for themselves.
 */
export function trueCause(input: WhyInput): TrueCause {
  const { reason, reasonValues } = input.verdict;
  const read = Object.hasOwn(READER_BY_REASON, reason) ? READER_BY_REASON[reason] : undefined;
  return read?.(input) ?? named({ key: reason, values: reasonValues }, []);
}

const onAnnotation: CauseReader = (input) => {
  const { reason, reasonValues } = input.verdict;
  const field = `metadata.annotations[${reasonValues['key'] ?? ''}]`;
  return named({ key: reason, values: reasonValues }, [serviceObject(input, field)]);
};

function onField(field: string): CauseReader {
  return (input) =>
    named({ key: input.verdict.reason, values: input.verdict.reasonValues }, [serviceObject(input, field)]);
}

const READER_BY_REASON: Readonly<Record<string, CauseReader>> = {
  ...nodeCauses,
  ...endpointCauses,
  'fewer-endpoints-than-zones': ({ verdict }) => causeOf('true-cause.fewer-endpoints', verdict.reasonValues),
  'overload-threshold': minima,
  'annotation-value-not-enabling': onAnnotation,
  'annotation-not-enabling': onAnnotation,
  'annotation-shadowed': onAnnotation,
  'annotation-key-not-read': onAnnotation,
  'annotation-missing': onAnnotation,
  'traffic-distribution-gate-off': onField(TRAFFIC_DISTRIBUTION_FIELD),
  'traffic-distribution-not-supported': onField(TRAFFIC_DISTRIBUTION_FIELD),
  'external-policy-local-switches-hints-off': onField('spec.externalTrafficPolicy'),
};

/** What each zone needs at least, which together is more than there is (topologycache TopologyCache.getAllocations). */
function minima({ analysis, verdict }: WhyInput): TrueCause | undefined {
  const { ratios } = analysis;
  if (!ratios.known) return undefined;
  const endpoints = Number(verdict.reasonValues['endpoints']);
  const needs = [...ratios.ratioByZone].map(
    ([zone, ratio]) => [zone, Math.ceil(ratio * endpoints * FEWEST_SHARE)] as const,
  );
  const sum = needs.reduce((total, [, need]) => total + need, 0);
  return causeOf('true-cause.minima', {
    minima: needs.map(([zone, need]) => `${zone} ${need}`).join(', '),
    sum,
    endpoints,
  });
}
