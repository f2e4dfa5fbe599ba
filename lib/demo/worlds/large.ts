import type { World } from '#lib/demo/worlds/world.ts';
import { type ZonalService, zonalCluster } from '#lib/demo/worlds/zonal-cluster.ts';
import { TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';
import type { Json } from '#lib/to-model/json.ts';

export interface LargePlan {
  readonly nodes: number;
  readonly endpoints: number;
  readonly services: number;
}

const DEFAULTS: LargePlan = { nodes: 100, endpoints: 1000, services: 50 };
const MOST: LargePlan = { nodes: 5000, endpoints: 200_000, services: 10_000 };
const ZONES = ['a', 'b', 'c'];
const SERVICES_IN_NAMESPACE = 20;
/** Every way to be opted in, and none, in turn. */
const MODES: readonly { readonly annotations?: Readonly<Record<string, string>>; readonly spec?: Json }[] = [
  { annotations: { [TOPOLOGY_MODE_ANNOTATION]: 'Auto' } },
  { spec: { trafficDistribution: 'PreferClose' } },
  {},
];

/**
 * Reads `large` or `large:nodes=N,endpoints=N,services=N`, each part optional; undefined for another name.
 *
 * @throws RangeError for a part that is none of these, or no number from 1 to its limit.
 */
export function parseLargeWorld(name: string): LargePlan | undefined {
  if (name !== 'large' && !name.startsWith('large:')) return undefined;
  const plan = { ...DEFAULTS };
  for (const part of name.slice('large:'.length).split(',')) {
    if (part === '') continue;
    const [, key, digits] = /^(nodes|endpoints|services)=(\d{1,6})$/.exec(part) ?? [];
    const count = Number(digits);
    if (!isPlanKey(key) || count < 1 || count > MOST[key]) {
      throw new RangeError(
        `Cannot read "${part}" in world "${name}": it takes nodes=1..${MOST.nodes}, endpoints=1..${MOST.endpoints}, services=1..${MOST.services}`,
      );
    }
    plan[key] = count;
  }
  return plan;
}

function isPlanKey(key: string | undefined): key is keyof LargePlan {
  return key === 'nodes' || key === 'endpoints' || key === 'services';
}

/** A cluster of any size in three zones, the endpoints shared out evenly over Services and nodes. */
export function largeWorld(name: string, plan: LargePlan): World {
  return {
    name,
    title: { en: 'A large cluster', zh: '大型集群' },
    about: {
      en: `${plan.nodes} nodes in three zones, ${plan.endpoints} endpoints behind ${plan.services} Services: to see how the page and the server bear it.`,
      zh: `三个 zone 中的 ${plan.nodes} 个 node，${plan.services} 个 Service 后面共 ${plan.endpoints} 个 endpoint：用于观察页面和服务器的承受能力。`,
    },
    version: { major: 1, minor: 34, patch: 0 },
    gates: [],
    service: serviceKey(0),
    objects: (start) => {
      const nodes = Array.from({ length: plan.nodes }, (_, index) => ({
        name: `node-${String(index).padStart(4, '0')}`,
        zone: ZONES[index % ZONES.length] ?? 'a',
      }));
      let next = 0;
      const services = Array.from({ length: plan.services }, (_, index): ZonalService => {
        const count =
          Math.floor(((index + 1) * plan.endpoints) / plan.services) -
          Math.floor((index * plan.endpoints) / plan.services);
        const podsOn = Array.from({ length: count }, () => nodes[next++ % nodes.length]?.name ?? '');
        return { ...namesOf(index), ...MODES[index % MODES.length], podsOn };
      });
      return zonalCluster(start, { nodes, services });
    },
    steps: () => [],
  };
}

function namesOf(index: number): { readonly namespace: string; readonly name: string } {
  const number = String(index).padStart(4, '0');
  return { namespace: `team-${Math.floor(index / SERVICES_IN_NAMESPACE)}`, name: `app-${number}` };
}

function serviceKey(index: number): string {
  const { namespace, name } = namesOf(index);
  return `${namespace}/${name}`;
}
