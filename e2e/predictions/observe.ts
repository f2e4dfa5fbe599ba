import { setTimeout as delay } from 'node:timers/promises';
import { readCluster } from '#lib/cli/read-cluster.ts';
import { isSelected } from '#lib/endpoint-slice/is-selected.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { ServiceSnapshot } from '#lib/view/service-answer.ts';

/** One Service as the API holds it now, read as the command line reads a cluster. */
export async function observe(kubeconfig: string, key: string): Promise<ServiceSnapshot> {
  const { cluster } = await readCluster({ kubeconfig, output: 'json', help: false });
  const service = cluster.services.find((candidate) => namespacedName(candidate) === key);
  if (service === undefined) throw new Error(`Cannot predict: there is no Service ${key}`);
  const { version, gateOverrides, nodes, now } = cluster;
  const slices = cluster.slices.filter(
    (slice) => slice.namespace === service.namespace && slice.serviceName === service.name,
  );
  return {
    version,
    gateOverrides,
    nodes,
    service,
    slices,
    pods: cluster.pods.filter((pod) => isSelected(pod, service)),
    now,
  };
}

/** The same once two readings in a row agree: what is still being written would differ. */
export async function observeAtRest(kubeconfig: string, key: string): Promise<ServiceSnapshot> {
  let last = await observe(kubeconfig, key);
  for (let reading = 0; reading < 20; reading++) {
    await delay(700);
    const next = await observe(kubeconfig, key);
    if (JSON.stringify({ ...next, now: 0 }) === JSON.stringify({ ...last, now: 0 })) return next;
    last = next;
  }
  return last;
}

export function inputOf(snapshot: ServiceSnapshot): ServiceInput {
  return answerService(snapshot, DEFAULT_URL_STATE).analysis.input;
}
