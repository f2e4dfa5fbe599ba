import { lookStep, nodesByZone, shopWorld } from '#lib/demo/worlds/shop-world.ts';
import { nodesHaveZones } from '#lib/demo/worlds/step-conditions.ts';

/** kubernetes/kubernetes#123401: a Node that turns Ready before it has its zone label takes the hints of all Services. */
export const LATE_LABEL = shopWorld({
  name: 'late-label',
  title: { en: 'A node Ready before its label', zh: '在打标签之前就绪的 node' },
  about: {
    en: 'A new node has turned Ready before the cloud controller gave it its zone, and no Service has hints any more, as in kubernetes/kubernetes#123401. Look at the list: all that asked for zone routing are off, for one and the same node.',
    zh: '一个新 node 在云控制器为其设置 zone 之前就已就绪，于是所有 Service 都没有 hint，如 kubernetes/kubernetes#123401 所述。请看列表：所有启用按 zone 路由的 Service 都因同一个 node 而失效。',
  },
  minor: 31,
  nodes: [...nodesByZone({ a: 2, b: 2, c: 1 }), { name: 'node-new' }],
  podsOn: ['node-a1', 'node-a2', 'node-b1', 'node-b2', 'node-c1', 'node-c1'],
  others: [
    {
      namespace: 'shop',
      name: 'cart',
      annotations: { 'service.kubernetes.io/topology-mode': 'Auto' },
      podsOn: ['node-a1', 'node-b1', 'node-c1'],
    },
  ],
  steps: [
    lookStep(
      { en: 'See which node it is', zh: '查看是哪个 node' },
      {
        en: 'The Event says "allocatable CPU or zone not specified on one or more nodes" and does not say on which. Why names it: node-new.',
        zh: '事件只说“一个或多个 node 未指定可分配 CPU 或 zone”，没有说明是哪个 node。“原因”中会指出：node-new。',
      },
      ['kubectl -n shop describe svc web', 'kubectl get nodes -L topology.kubernetes.io/zone'],
    ),
    {
      id: 'label',
      title: { en: 'Give it its zone', zh: '为它设置 zone' },
      text: {
        en: 'The zones have shares again. Here the hints come back at once; on a real cluster each Service gets them at its own next update, so that some stay off for hours. Start with --strict to see that.',
        zh: '各 zone 重新有了份额。这里的 hint 会立即恢复；在真实集群上，每个 Service 要等到自己的下一次更新，有些会持续数小时没有 hint。使用 --strict 启动即可看到。',
      },
      commands: ['kubectl label node node-new topology.kubernetes.io/zone=c'],
      shows: [nodesHaveZones({ 'node-new': 'c' })],
    },
  ],
});
