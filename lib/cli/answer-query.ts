import { isFinding } from '#lib/cli/command-answer.ts';
import type { QueryOptions } from '#lib/cli/query-options.ts';
import { type ReadCluster, readCluster } from '#lib/cli/read-cluster.ts';
import { isSelected } from '#lib/endpoint-slice/is-selected.ts';
import { translate } from '#lib/messages/translate.ts';
import { missingIn } from '#lib/model/cluster.ts';
import type { DataPlaneOverride } from '#lib/model/data-plane.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Service } from '#lib/model/service.ts';
import { autoscalingOf } from '#lib/snapshot/snapshot-state.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';

export interface AnsweredService {
  readonly key: string;
  readonly answer: ServiceAnswer;
}

/**
 * The answers for the Service that was asked for, or for all of them in the order of their names: by the same
 * functions as the page's.
 *
 * @throws Error in one sentence when a Service or node that was named is not there, or a what-if cannot be predicted.
 */
export async function answerQuery(options: QueryOptions): Promise<readonly AnsweredService[]> {
  return answersOf(await readCluster(options), options);
}

/**
 * The same for a cluster that has been read already, which standard input can be only once.
 *
 * @throws as `answerQuery` does.
 */
export function answersOf(read: ReadCluster, options: QueryOptions): readonly AnsweredService[] {
  const { services, nodes } = read.cluster;
  const wanted = services
    .filter((service) => options.service === undefined || namespacedName(service) === options.service)
    .toSorted((left, right) => (namespacedName(left) < namespacedName(right) ? -1 : 1));
  if (options.service !== undefined && wanted.length === 0) {
    throw new Error(
      `Cannot answer: there is no Service ${options.service} among the ${services.length} that were read`,
    );
  }
  if (options.node !== undefined && !nodes.some((node) => node.name === options.node)) {
    throw new Error(`Cannot answer: there is no Node ${options.node} among the ${nodes.length} that were read`);
  }
  const stray = nodesNamed(options).find(({ node }) => !nodes.some(({ name }) => name === node));
  if (stray !== undefined) {
    throw new Error(
      `Cannot answer: ${stray.option} names a Node ${stray.node} that is not among the ${nodes.length} that were read`,
    );
  }
  const answerable = wanted.filter((service) => missingIn(read.cluster, service.namespace).length === 0);
  const unread = wanted.find((service) => !answerable.includes(service));
  if (unread !== undefined && (options.service !== undefined || answerable.length === 0)) {
    const kinds = missingIn(read.cluster, unread.namespace).map((right) => right.replace('list ', ''));
    throw new Error(
      `Cannot answer: what was read does not hold the ${kinds.join(' and ')} that ${namespacedName(unread)} needs; list them too: kubectl get nodes,services,endpointslices,pods -A -o json`,
    );
  }
  return answerable.map((service) => ({
    key: namespacedName(service),
    answer: answerOf(service, read, options.dataPlanes ?? []),
  }));
}

/** The nodes that options name; what is said of one that is not there would be passed over. */
function nodesNamed({ dataPlanes = [], gates = [] }: QueryOptions) {
  const named = (option: string, overrides: readonly { readonly node?: string }[]) =>
    overrides.flatMap(({ node }) => (node === undefined ? [] : [{ option, node }]));
  return [...named('--data-plane', dataPlanes), ...named('--feature-gates', gates)];
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
  const answer = answerService(snapshot, { ...DEFAULT_URL_STATE, whatIf, dataPlanes });
  const refused = answer.refused[0];
  if (refused !== undefined)
    throw new Error(`Cannot predict for ${namespacedName(service)}: ${translate(refused, 'en')}`);
  return answer;
}
