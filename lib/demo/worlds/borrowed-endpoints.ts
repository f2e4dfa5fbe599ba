import { lookStep, nodesByZone, scaleStep, shopWorld } from '#lib/demo/worlds/shop-world.ts';

/** kubernetes/kubernetes#132481: a hint that is not the zone of its endpoint's node is lent, and no mistake. */
export const BORROWED_ENDPOINTS = shopWorld({
  name: 'borrowed-endpoints',
  title: { en: 'Hints for another zone than the pod’s', zh: '提示指向另一个可用区' },
  about: {
    en: 'Twelve pods over three equal zones, 5, 4 and 3: one of zone a carries a hint for zone c. It was reported as a mistake in kubernetes/kubernetes#132481, and is meant so. Look at the one dashed line and the mark of the endpoint that it leads to.',
    zh: '十二个 Pod 分布在三个等大可用区：5、4、3。可用区 a 中有一个端点的提示指向可用区 c。kubernetes/kubernetes#132481 把它当作错误报告，其实是有意为之。请看那条虚线以及它所指向的端点标记。',
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
      { en: 'See which endpoint is lent', zh: '查看哪个端点被借出' },
      {
        en: 'Each zone is due four. Zone a has one too many and zone c one too few, so one is lent: a quarter of the traffic of zone c crosses to zone a. Which of the five it is, Kubernetes leaves to chance.',
        zh: '每个可用区应得四个。可用区 a 多一个，可用区 c 少一个，因此借出一个：可用区 c 四分之一的流量会跨到可用区 a。五个中究竟是哪一个由 Kubernetes 随机决定。',
      },
    ),
    scaleStep(13, {
      id: 'scale-to-thirteen',
      title: { en: 'Scale to thirteen', zh: '扩容到十三个副本' },
      text: {
        en: 'If the new pod comes to zone c, each zone has at least four of its own. Hints that are still allowed stay, so the borrowed one need not come home.',
        zh: '如果新的 Pod 调度到可用区 c，每个可用区都至少有四个自己的端点。仍然允许的提示会保留，因此借出的端点不一定会归还。',
      },
    }),
  ],
});
