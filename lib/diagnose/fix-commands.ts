import type { WhyInput } from '#lib/diagnose/explanation.ts';
import { serviceCommand } from '#lib/diagnose/service-command.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import type { ScalableWorkload } from '#lib/replicas/workload.ts';

/**
 * A Node object without a kubelet, made and taken away again: what makes the oldest minors count the zones anew
 * (EndpointSlice Controller.addNode, deleteNode) without a restart of the controller manager.
 */
const COUNT_AGAIN =
  `echo '{"apiVersion":"v1","kind":"Node","metadata":{"name":"count-zones-again"}}' | kubectl create -f -` +
  ' && kubectl delete node count-zones-again';

export function labelNodes(names: readonly string[]): readonly string[] {
  return names.map((name) => `kubectl label node ${name} ${ZONE_LABEL}=ZONE`);
}

export function annotate({ analysis }: Pick<WhyInput, 'analysis'>, change: string): string {
  return serviceCommand('annotate', analysis.input.service, change);
}

export function patch({ analysis }: Pick<WhyInput, 'analysis'>, spec: Readonly<Record<string, unknown>>): string {
  return serviceCommand('patch', analysis.input.service, `-p '${JSON.stringify({ spec })}'`);
}

/** The controller writes them anew at once; until kube-proxy has them, connections to the Service are refused. */
export function deleteSlices({ analysis }: Pick<WhyInput, 'analysis'>): string {
  const { namespace, name } = analysis.input.service;
  return `kubectl -n ${namespace} delete endpointslice -l kubernetes.io/service-name=${name}`;
}

/**
 * What makes the controller look at the Service again, with the zones of now: any change of the Service, which is taken
 * back at once; in minors that do not count zones at a new label or do not compare an endpoint's zone, more.
 */
export function lookAgain(input: Pick<WhyInput, 'analysis'>): readonly string[] {
  const { controllerRules } = input.analysis.input.context;
  const count = input.analysis.hinting.kind === 'auto' ? countAgain(input) : [];
  const sync = controllerRules.comparesNodes
    ? [annotate(input, 'look-again=now'), annotate(input, 'look-again-')]
    : [deleteSlices(input)];
  return [...count, ...sync];
}

/** What makes the controller count the zones anew after a label; nothing in versions that count at the label itself. */
export function countAgain({ analysis }: Pick<WhyInput, 'analysis'>): readonly string[] {
  return analysis.input.context.controllerRules.recountsOnZoneChange ? [] : [COUNT_AGAIN];
}

export function scale({ kind, namespace, name }: ScalableWorkload, replicas: number): string {
  return `kubectl -n ${namespace} scale ${kind.toLowerCase()}/${name} --replicas=${replicas}`;
}

/** Spreads the workload's pods over the zones; its pods are made anew by it. */
export function spread({ kind, namespace, name }: ScalableWorkload, labels: Readonly<Record<string, string>>): string {
  const constraint = {
    maxSkew: 1,
    topologyKey: ZONE_LABEL,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: labels },
  };
  const template = { spec: { topologySpreadConstraints: [constraint] } };
  return `kubectl -n ${namespace} patch ${kind.toLowerCase()} ${name} -p '${JSON.stringify({ spec: { template } })}'`;
}
