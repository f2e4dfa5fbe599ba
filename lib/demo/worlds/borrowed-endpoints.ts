import { lookStep, nodesByZone, scaleStep, shopWorld } from '#lib/demo/worlds/shop-world.ts';

/** kubernetes/kubernetes#132481: a hint that is not the zone of its endpoint's node is lent, and no mistake. */
export const BORROWED_ENDPOINTS = shopWorld({
  name: 'borrowed-endpoints',
  title: { en: 'Hints for another zone than the pod’s', zh: 'hint 指向另一个 zone' },
  about: {
    en: 'Twelve pods over three equal zones, 5, 4 and 3: one of zone a carries a hint for zone c. It was reported as a mistake in kubernetes/kubernetes#132481, and is meant so. Look at the one dashed line and the mark of the endpoint that it leads to.',
    zh: '十二个 Pod 分布在三个等大 zone：5、4、3。zone a 中有一个 endpoint 的 hint 指向 zone c。kubernetes/kubernetes#132481 把它当作错误报告，其实是有意为之。请看那条虚线以及它所指向的 endpoint 标记。',
  },
  minor: 33,
  nodes: nodesByZone({ a: 1, b: 1, c: 1 }),
  podsOn: [
    ...Array<string>(5).fill('node-a1'),
    ...Array<string>(4).fill('node-b1'),
    ...Array<string>(3).fill('node-c1'),
  ],
  steps: [
    lookStep(
      { en: 'See which endpoint is lent', zh: '查看哪个 endpoint 被借出' },
      {
        en: 'Each zone is due four. Zone a has one too many and zone c one too few, so one is lent: a quarter of the traffic of zone c crosses to zone a. Which of the five it is, Kubernetes leaves to chance.',
        zh: '每个 zone 应得四个。zone a 多一个，zone c 少一个，因此借出一个：zone c 四分之一的流量会跨到 zone a。五个中究竟是哪一个由 Kubernetes 随机决定。',
      },
    ),
    scaleStep(13, {
      id: 'scale-to-thirteen',
      title: { en: 'Scale to thirteen', zh: '扩容到十三个副本' },
      text: {
        en: 'If the new pod comes to zone c, each zone has at least four of its own. Hints that are still allowed stay, so the borrowed one need not come home.',
        zh: '如果新的 Pod 调度到 zone c，每个 zone 都至少有四个自己的 endpoint。仍然允许的 hint 会保留，因此借出的 endpoint 不一定会归还。',
      },
    }),
  ],
});
