import { checkAnyService, checkNamed, checkPredicted } from '#lib/cli/check-query.ts';
import { isFinding } from '#lib/cli/command-answer.ts';
import { gateNotes, kindsIn, leftOutNotes, refusedNotes } from '#lib/cli/query-notes.ts';
import type { QueryOptions } from '#lib/cli/query-options.ts';
import { type ReadCluster, readCluster } from '#lib/cli/read-cluster.ts';
import type { RefusedChange } from '#lib/diagnose/sweep.ts';
import { isSelected } from '#lib/endpoint-slice/is-selected.ts';
import { translate } from '#lib/messages/translate.ts';
import { missingIn } from '#lib/model/cluster.ts';
import type { DataPlaneOverride } from '#lib/model/data-plane.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Service } from '#lib/model/service.ts';
import { autoscalingOf } from '#lib/snapshot/snapshot-state.ts';
import { KUBECTL_LIST } from '#lib/to-model/cluster-file.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';

export interface AnsweredService {
  readonly key: string;
  readonly answer: ServiceAnswer;
}

export interface QueryAnswer {
  readonly answered: readonly AnsweredService[];
  /** Every Service that the cluster has is among them. */
  readonly hasAllServices: boolean;
  /** What was passed over, a sentence each. */
  readonly notes: readonly string[];
  /** What the prediction rests on that is the same for all of them; none without a what-if. */
  readonly assumptions: readonly string[];
}

/**
 * The answers for the Service that was asked for, or for all of them in the order of their names: by the same
 * functions as the page's.
 *
 * @throws Error in one sentence when a Service or node that was named is not there, or a what-if cannot be predicted.
 */
export async function answerQuery(options: QueryOptions): Promise<QueryAnswer> {
  const read = await readCluster(options);
  if (options.service === undefined) checkAnyService(read.cluster);
  return answersOf(read, options);
}

/**
 * The same for a cluster that has been read already, which standard input can be only once.
 *
 * @throws as `answerQuery` does.
 */
export function answersOf(read: ReadCluster, options: QueryOptions): QueryAnswer {
  checkNamed(read.cluster, options);
  const { services } = read.cluster;
  const wanted = services
    .filter((service) => options.service === undefined || namespacedName(service) === options.service)
    .toSorted((left, right) => (namespacedName(left) < namespacedName(right) ? -1 : 1));
  const isAnswerable = ({ namespace }: Service) => missingIn(read.cluster, namespace).length === 0;
  const answerable = wanted.filter(isAnswerable);
  const leftOut = wanted.filter((service) => !isAnswerable(service));
  const [unread] = leftOut;
  if (unread !== undefined && answerable.length === 0) {
    const kinds = kindsIn(missingIn(read.cluster, unread.namespace));
    throw new Error(
      `Cannot answer: what was read does not hold the ${kinds} that ${namespacedName(unread)} needs; list them too: ${KUBECTL_LIST}`,
    );
  }
  const answered = answerable.map((service) => ({
    key: namespacedName(service),
    answer: answerOf(service, read, options.dataPlanes ?? []),
  }));
  const refused = refusedIn(answered);
  checkPredicted(refused, answered.length, options);
  return {
    answered,
    hasAllServices: answered.length === services.length,
    notes: [...gateNotes(read, options), ...leftOutNotes(read, leftOut), ...refusedNotes(refused)],
    assumptions: sharedAssumptions(answered),
  };
}

function sharedAssumptions(answered: readonly AnsweredService[]): readonly string[] {
  const [first = [], ...others] = answered.map(({ answer }) =>
    answer.live === undefined ? [] : answer.assumptions.map((text) => translate(text, 'en')),
  );
  return first.filter((words) => others.every((assumed) => assumed.includes(words)));
}

/** The changes that some Services refuse, each with how many do. */
function refusedIn(answered: readonly AnsweredService[]): readonly RefusedChange[] {
  const refusedByWords = new Map<string, RefusedChange>();
  for (const text of answered.flatMap(({ answer }) => answer.refused)) {
    const words = translate(text, 'en');
    refusedByWords.set(words, { text, services: (refusedByWords.get(words)?.services ?? 0) + 1 });
  }
  return [...refusedByWords.values()];
}

/** Does the verdict of any of them reach the level of `--fail-on`? */
export function anyFails(answered: readonly AnsweredService[], { failOn }: QueryOptions): boolean {
  return isFinding(
    answered.map(({ answer }) => answer.analysis.verdict),
    failOn,
  );
}

function answerOf(
  service: Service,
  { cluster, whatIf }: ReadCluster,
  dataPlanes: readonly DataPlaneOverride[],
): ServiceAnswer {
  const { version, gateOverrides, nodes, now } = cluster;
  const slices = cluster.slices.filter(
    (slice) => slice.namespace === service.namespace && slice.serviceName === service.name,
  );
  const pods = cluster.pods.filter((pod) => isSelected(pod, service));
  const snapshot = { version, gateOverrides, nodes, service, slices, pods, ...autoscalingOf(pods, cluster), now };
  return answerService(snapshot, { ...DEFAULT_URL_STATE, whatIf, dataPlanes });
}
