import { setTimeout as delay } from 'node:timers/promises';
import type { ModelObject } from '#lib/model/cluster.ts';
import { parseClusterFile } from '#lib/to-model/cluster-file.ts';
import { kubectl } from '../support/kubectl.ts';

/** What the API server holds at one moment, as Zonescope reads it. */
export interface Moment {
  /** A List of nodes, Services and EndpointSlices. */
  readonly list: string;
  readonly objects: readonly ModelObject[];
}

const LIST = ['get', 'nodes,services,endpointslices', '-A', '-o', 'json', '--show-managed-fields=false'];
const MOST_ATTEMPTS = 12;
const PAUSE_MILLIS = 400;

export async function readMoment(kubeconfig: string): Promise<Moment> {
  const list = await kubectl(kubeconfig, LIST);
  return { list, objects: parseClusterFile(list, 'the cluster').objects };
}

export interface OfOneMoment<T> {
  readonly moment: Moment;
  readonly taken: T;
  /** How many times the cluster changed while it was looked at. */
  readonly changes: number;
}

/**
 * Takes something from the cluster together with the API objects that were there all the while: where they differ
 * before and after, both are taken anew. What is then compared is of one moment, so that a difference is a real one and
 * nothing has to be tried twice for it.
 *
 * @throws Error when the cluster does not hold still.
 */
export async function ofOneMoment<T>(
  kubeconfig: string,
  take: (before: Moment) => Promise<T>,
): Promise<OfOneMoment<T>> {
  let before = await readMoment(kubeconfig);
  for (let changes = 0; changes < MOST_ATTEMPTS; changes++) {
    const taken = await take(before);
    const after = await readMoment(kubeconfig);
    if (isSame(before, after)) return { moment: after, taken, changes };
    before = after;
  }
  throw new Error(`Cannot look at one moment: the cluster changed ${MOST_ATTEMPTS} times while it was looked at`);
}

/** Waits until the objects say what was asked for. @throws Error with what was last missing. */
export async function waitFor(
  kubeconfig: string,
  missing: (moment: Moment) => string | undefined,
  millis = 60_000,
): Promise<void> {
  const end = Date.now() + millis;
  for (;;) {
    const lacks = missing(await readMoment(kubeconfig));
    if (lacks === undefined) return;
    if (Date.now() > end) throw new Error(`Cannot go on: ${lacks}`);
    await delay(PAUSE_MILLIS);
  }
}

/** Equal in all that the rules may look at; heartbeats are no change. */
function isSame(left: Moment, right: Moment): boolean {
  return contentOf(left) === contentOf(right);
}

function contentOf({ objects }: Moment): string {
  return JSON.stringify(
    objects.map((object) => (object.kind === 'Node' ? { ...object, ready: object.ready?.status, images: [] } : object)),
  );
}
