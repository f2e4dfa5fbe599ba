import { createHash } from 'node:crypto';
import type { Sight } from '#lib/server/auth/sight.ts';
import type { AccessQuestion, ReviewClient, ReviewedUser } from '#lib/server/kube/review-client.ts';

const VERBS = ['list', 'watch'] as const;
const SERVICE_KINDS = [
  { group: '', resource: 'services' },
  { group: 'discovery.k8s.io', resource: 'endpointslices' },
] as const;
const PODS = { group: '', resource: 'pods' } as const;
const NODES = { group: '', resource: 'nodes' } as const;
/** So many questions are open at once: an API server shares itself with others. */
const AT_ONCE = 8;

type Kind = Pick<AccessQuestion, 'group' | 'resource'>;

/**
 * What a user may see: each kind that the page shows, by `list` and `watch`, over the whole cluster first and then, where that
 * is denied, in each of these namespaces. undefined for someone who may not list nodes, or no namespace at all.
 *
 * @throws when the API server does not answer: nobody is let in on a guess.
 */
export async function sightOfUser(
  reviews: ReviewClient,
  user: ReviewedUser,
  namespaces: readonly string[],
): Promise<Sight | undefined> {
  const may = async (kinds: readonly Kind[], namespace?: string): Promise<boolean> => {
    for (const kind of kinds) {
      for (const verb of VERBS) {
        const question = { ...kind, verb, ...(namespace !== undefined && { namespace }) };
        if (!(await reviews.mayUser(user, question))) return false;
      }
    }
    return true;
  };
  if (!(await may([NODES]))) return undefined;
  const [everyService, everyPod] = await Promise.all([may(SERVICE_KINDS), may([PODS])]);
  if (everyService && everyPod) return { kind: 'everything' };
  const services = everyService
    ? new Set(namespaces)
    : await namesWhere(namespaces, (name) => may(SERVICE_KINDS, name));
  if (services.size === 0) return undefined;
  const pods = everyPod ? services : await namesWhere([...services], (name) => may([PODS], name));
  return { kind: 'namespaces', id: idOf(services, pods), services, pods };
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

function idOf(services: ReadonlySet<string>, pods: ReadonlySet<string>): string {
  const text = JSON.stringify([[...services].sort(), [...pods].sort()]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
