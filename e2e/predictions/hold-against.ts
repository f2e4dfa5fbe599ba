import { setTimeout as delay } from 'node:timers/promises';
import { isPodActive } from '#lib/replicas/active-pod.ts';
import { kubectl } from '../support/kubectl.ts';
import type { RealCluster } from '../support/realcluster.ts';
import { inputOf, observe, observeAtRest } from './observe.ts';
import { signatureOf } from './signature.ts';
import type { Expected, Moment, Trial } from './trial.ts';

/**
 * - `equal`: Kubernetes is deterministic here, and hints per zone and backends of every node are as predicted.
 * - `within`: chance decides, and what came is among what was predicted.
 * - `open`: it is not, but not every way was followed.
 * - `differs`: the prediction is wrong.
 */
export type Agreement = 'equal' | 'within' | 'open' | 'differs';

export interface Held {
  readonly kind: string;
  readonly name: string;
  readonly moment: Moment['name'];
  readonly agreement: Agreement;
  /** How many states were possible. */
  readonly ways: number;
  readonly expected: readonly string[];
  readonly found: string;
}

/** How long is waited for what has to come; where nothing more comes, a wrong prediction costs this time. */
const RESCHEDULING_MILLIS = 180_000;
const SETTLING_MILLIS = 20_000;

/** Makes the change and compares each of its moments. */
export async function holdAgainst(cluster: RealCluster, service: string, trial: Trial): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const moment of trial.moments) {
    for (const command of moment.commands) await kubectl(cluster.kubeconfig, command);
    if (moment.waitsFor !== undefined) await waitForReady(cluster, service, moment.waitsFor);
    cluster.settle();
    held.push({
      kind: trial.kind,
      name: trial.name,
      moment: moment.name,
      ...(await compare(cluster, service, moment)),
    });
  }
  return held;
}

/** The controller may still write when all looks settled: a difference is looked at again before it counts. */
async function compare(cluster: RealCluster, service: string, { expected }: Moment) {
  const until = Date.now() + SETTLING_MILLIS;
  for (;;) {
    const found = signatureOf(inputOf(await observeAtRest(cluster.kubeconfig, service)));
    const signatures = expected.inputs.map(signatureOf);
    const agreement = agreementOf(expected, found, signatures);
    if (agreement === 'equal' || agreement === 'within' || Date.now() > until) {
      const side = expected.isCertain ? 'exact' : 'byZone';
      const states = [...new Set(signatures.map((signature) => signature[side]))];
      return { agreement, ways: states.length, expected: states, found: found[side] };
    }
  }
}

type Signatures = readonly ReturnType<typeof signatureOf>[];

function agreementOf(expected: Expected, found: ReturnType<typeof signatureOf>, signatures: Signatures): Agreement {
  if (expected.isCertain) return signatures[0]?.exact === found.exact ? 'equal' : 'differs';
  if (signatures.some(({ byZone }) => byZone === found.byZone)) return 'within';
  return expected.isComplete ? 'differs' : 'open';
}

async function waitForReady({ kubeconfig }: RealCluster, service: string, replicas: number): Promise<void> {
  const until = Date.now() + RESCHEDULING_MILLIS;
  while (Date.now() < until) {
    const { pods } = await observe(kubeconfig, service);
    const ready = pods.filter((pod) => isPodActive(pod) && pod.ready?.status === 'True').length;
    if (ready >= replicas) return;
    await delay(1_000);
  }
}
