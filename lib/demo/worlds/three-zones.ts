import { lookStep, nodesByZone, scaleStep, shopWorld } from '#lib/demo/worlds/shop-world.ts';

/** 4, 4 and 3 of the eleven. */
const PODS_ON = Array.from({ length: 11 }, (_, order) => {
  const zone = ['a', 'b', 'c'][order % 3] ?? 'a';
  return `node-${zone}${order % 2 === 0 ? 1 : 2}`;
});

/** kubernetes/kubernetes#122437, the commonest surprise: three equal zones, enough endpoints, opted in, and no hints. */
export const THREE_ZONES = shopWorld({
  name: 'three-zones',
  title: { en: 'Eleven endpoints in three equal zones', zh: '三个等大 zone 中的十一个 endpoint' },
  about: {
    en: 'Three zones with the same CPU, and a Service with topology-mode Auto and eleven endpoints: 4, 4 and 3, as in kubernetes/kubernetes#122437. There are no hints. Look at the strip under the graph: one replica more brings them.',
    zh: '三个 CPU 相同的 zone，以及一个启用 topology-mode Auto、有十一个 endpoint（4、4、3）的 Service，如 kubernetes/kubernetes#122437 所述。没有 hint。请看图下方的副本数条：再加一个副本就会出现 hint。',
  },
  minor: 31,
  nodes: nodesByZone({ a: 2, b: 2, c: 2 }),
  podsOn: PODS_ON,
  steps: [
    lookStep(
      { en: 'See that there are no hints', zh: '确认没有 hint' },
      {
        en: 'Each zone is due a third of eleven, 3.67 endpoints. The overload threshold of 20 % allows no fewer than 3.06 of them, so each zone needs 4, and 12 are more than there are.',
        zh: '每个 zone 应得十一个 endpoint 的三分之一，即 3.67 个。20% 的过载阈值要求不少于 3.06 个，因此每个 zone 需要 4 个，总共 12 个，多于现有数量。',
      },
      ['kubectl -n shop describe svc web'],
    ),
    scaleStep(12, {
      id: 'scale-to-twelve',
      title: { en: 'Scale to twelve', zh: '扩容到十二个副本' },
      text: {
        en: 'Twelve endpoints give each zone its four, and hints appear.',
        zh: '十二个 endpoint 让每个 zone 都有四个，hint 随即出现。',
      },
    }),
    scaleStep(10, {
      id: 'scale-to-ten',
      title: { en: 'Scale to ten', zh: '缩容到十个副本' },
      text: {
        en: 'Each zone is due 3.33 of ten and needs no fewer than 2.78, so 3: nine of ten are spoken for, and the hints stay. The number of replicas alone decides, not how well they are spread.',
        zh: '十个副本时每个 zone 应得 3.33 个，至少需要 2.78 个，即 3 个：十个中有九个被占用，hint 得以保留。起决定作用的只是副本数，而不是分布是否均匀。',
      },
    }),
  ],
});
