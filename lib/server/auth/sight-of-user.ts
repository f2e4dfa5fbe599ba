import { createHash } from 'node:crypto';
import type { NamespacedKind, Namespaces, RestrictedSight, Sight } from '#lib/server/auth/sight.ts';
import type { AccessQuestion, ReviewClient, ReviewedUser } from '#lib/server/kube/review-client.ts';

const VERBS = ['list', 'watch'] as const;
const NODES = { group: '', resource: 'nodes' } as const;
const RESOURCE_BY_KIND: Readonly<Record<NamespacedKind, Pick<AccessQuestion, 'group' | 'resource'>>> = {
  services: { group: '', resource: 'services' },
  slices: { group: 'discovery.k8s.io', resource: 'endpointslices' },
  pods: { group: '', resource: 'pods' },
  autoscalers: { group: 'autoscaling', resource: 'horizontalpodautoscalers' },
};
/** So many questions are open at once: an API server shares itself with others. */
const AT_ONCE = 8;

export interface SightQuestion {
  readonly user: ReviewedUser;
  /** Those that are known; undefined while they are being read for the first time. */
  readonly namespaces: readonly string[] | undefined;
  /** Autoscalers are read, so that the right to see them is asked about. */
  readonly autoscalers: boolean;
}

/**
 * What a user may see: each kind that the page shows, by `list` and `watch`, over the whole cluster first and then, where that
 * is denied, in each of these namespaces. undefined for someone who may see Services in no namespace: there is nothing to
 * show then.
 *
 * @throws when the API server does not answer, or namespaces are to be asked about and not known: nobody is let in, or
 *   turned away, on a guess.
 */
export async function sightOfUser(reviews: ReviewClient, question: SightQuestion): Promise<Sight | undefined> {
  const { user, autoscalers: areAutoscalersRead } = question;
  const may = async (asked: Pick<AccessQuestion, 'group' | 'resource' | 'namespace'>): Promise<boolean> => {
    for (const verb of VERBS) if (!(await reviews.mayUser(user, { ...asked, verb }))) return false;
    return true;
  };
  const where = async (kind: NamespacedKind, among: Namespaces): Promise<Namespaces> => {
    const asked = RESOURCE_BY_KIND[kind];
    if (await may(asked)) return among;
    const names = among === 'all' ? question.namespaces : [...among];
    if (names === undefined) throw new Error('Cannot tell what a user may see: the namespaces are still being read');
    return namesWhere(names, (namespace) => may({ ...asked, namespace }));
  };
  const [nodes, services] = await Promise.all([may(NODES), where('services', 'all')]);
  if (services !== 'all' && services.size === 0) return undefined;
  const slices = await where('slices', services);
  const pods = await where('pods', services);
  const autoscalers = areAutoscalersRead ? await where('autoscalers', services) : services;
  const kinds = { services, slices, pods, autoscalers };
  if (nodes && Object.values(kinds).every((namespaces) => namespaces === 'all')) return { kind: 'everything' };
  return { kind: 'restricted', id: idOf({ nodes, ...kinds }), nodes, ...kinds };
}

async function namesWhere(
  names: readonly string[],
  holds: (name: string) => Promise<boolean>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const waiting = names.values();
  const work = async (): Promise<void> => {
    for (const name of waiting) if (await holds(name)) found.add(name);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

function idOf({ nodes, services, slices, pods, autoscalers }: Omit<RestrictedSight, 'kind' | 'id'>): string {
  const named = [services, slices, pods, autoscalers].map((names) => (names === 'all' ? names : [...names].sort()));
  return createHash('sha256')
    .update(JSON.stringify([nodes, named]))
    .digest('hex')
    .slice(0, 16);
}
