import { lookStep, scaleStep, shopWorld } from '#lib/demo/worlds/shop-world.ts';
import { trafficDistributionIs } from '#lib/demo/worlds/step-conditions.ts';
import { TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';

/** CPU 24 : 12 : 12, so shares of a half and two quarters. */
const NODES = [
  { name: 'node-a1', zone: 'a', cpu: '8' },
  { name: 'node-a2', zone: 'a', cpu: '8' },
  { name: 'node-a3', zone: 'a', cpu: '8' },
  { name: 'node-b1', zone: 'b', cpu: '12' },
  { name: 'node-c1', zone: 'c', cpu: '12' },
];

/** Zones of different size: what Auto lends from zone to zone, and what trafficDistribution does not. */
export const UNEQUAL_ZONES = shopWorld({
  name: 'unequal-zones',
  title: { en: 'Zones of different size', zh: '大小不同的 zone' },
  about: {
    en: 'Zone a has half of the CPU, b and c a quarter each, while the endpoints are spread evenly. With topology-mode Auto the smaller zones lend endpoints to the larger one; with trafficDistribution each zone keeps its own, however loaded they get.',
    zh: 'zone a 拥有一半的 CPU，b 和 c 各占四分之一，而 endpoint 是均匀分布的。topology-mode Auto 会让小 zone 把 endpoint 借给大 zone；trafficDistribution 则让每个 zone 只用自己的 endpoint，无论负载多高。',
  },
  minor: 34,
  nodes: NODES,
  podsOn: pods(['node-a1', 'node-a2', 'node-a3', 'node-a1'], 4),
  others: [
    {
      namespace: 'shop',
      name: 'cart',
      spec: { trafficDistribution: 'PreferClose' },
      podsOn: pods(['node-a2', 'node-a3'], 2),
    },
  ],
  steps: [
    lookStep(
      { en: 'See which endpoints are lent', zh: '查看哪些 endpoint 被借出' },
      {
        en: 'Twelve endpoints, four in each zone: zone a is due six of them, so b and c each lend it one.',
        zh: '十二个 endpoint，每个 zone 四个：zone a 应得六个，因此 b 和 c 各借出一个。',
      },
    ),
    {
      id: 'traffic-distribution',
      title: { en: 'Change to trafficDistribution', zh: '改用 trafficDistribution' },
      text: {
        en: 'The annotation always wins, so it has to go. Then each endpoint is hinted to its own zone, and those of zone a carry half of the traffic.',
        zh: '注解总是优先，因此必须先移除。之后每个 endpoint 只 hint 给自身 zone，zone a 的 endpoint 将承担一半的流量。',
      },
      commands: [
        `kubectl -n shop annotate svc web ${TOPOLOGY_MODE_ANNOTATION}-`,
        `kubectl -n shop patch svc web -p '{"spec":{"trafficDistribution":"PreferClose"}}'`,
      ],
      shows: [trafficDistributionIs('shop/web', ['PreferClose', 'PreferSameZone'])],
    },
    scaleStep(3, {
      id: 'scale-to-three',
      title: { en: 'Scale to three', zh: '缩容到三个副本' },
      text: {
        en: 'trafficDistribution knows no minimum: the hints stay, whatever is left in each zone. A zone that has no endpoint of its own dials all of them.',
        zh: 'trafficDistribution 没有最小数量要求：无论每个 zone 剩下多少 endpoint，hint 都会保留。没有自己 endpoint 的 zone 会连接所有 endpoint。',
      },
    }),
  ],
});

function pods(inA: readonly string[], each: number): readonly string[] {
  return [...inA, ...Array<string>(each).fill('node-b1'), ...Array<string>(each).fill('node-c1')];
}
