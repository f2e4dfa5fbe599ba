import type { QueryOptions } from '#lib/cli/query-options.ts';
import type { RefusedChange } from '#lib/diagnose/sweep.ts';
import { translate } from '#lib/messages/translate.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import { namespacedName } from '#lib/model/names.ts';
import { KUBECTL_LIST } from '#lib/to-model/cluster-file.ts';

/** @throws Error where nothing can be said of any Service. */
export function checkAnyService({ services }: Cluster): void {
  if (services.length > 0) return;
  throw new Error(`Cannot answer: what was read does not hold a Service; list them too: ${KUBECTL_LIST}`);
}

/** @throws Error where an option names a Service or a node that is not there: what is said of it would be passed over. */
export function checkNamed({ services, nodes }: Cluster, options: QueryOptions): void {
  const { service, node } = options;
  if (service !== undefined && !services.some((candidate) => namespacedName(candidate) === service)) {
    throw new Error(`Cannot answer: there is no Service ${service} among the ${services.length} that were read`);
  }
  if (node !== undefined && !nodes.some(({ name }) => name === node)) {
    throw new Error(`Cannot answer: there is no Node ${node} among the ${nodes.length} that were read`);
  }
  const stray = nodesNamed(options).find((named) => !nodes.some(({ name }) => name === named.node));
  if (stray === undefined) return;
  throw new Error(
    `Cannot answer: ${stray.option} names a Node ${stray.node} that is not among the ${nodes.length} that were read`,
  );
}

/** @throws Error for a change that can be made to none of the Services that were asked about. */
export function checkPredicted(refused: readonly RefusedChange[], asked: number, { service }: QueryOptions): void {
  const unfit = refused.find(({ services }) => services === asked);
  if (unfit === undefined) return;
  const whom = service === undefined ? '' : ` for ${service}`;
  throw new Error(`Cannot predict${whom}: ${translate(unfit.text, 'en')}`);
}

/** The nodes that options name beside the one that is asked about. */
function nodesNamed({ dataPlanes = [], gates = [] }: QueryOptions) {
  const named = (option: string, overrides: readonly { readonly node?: string }[]) =>
    overrides.flatMap(({ node }) => (node === undefined ? [] : [{ option, node }]));
  return [...named('--data-plane', dataPlanes), ...named('--feature-gates', gates)];
}
