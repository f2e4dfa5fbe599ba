import { DOWN_ANNOTATION } from '#lib/demo/controllers/node-controller.ts';
import { lookStep, nodesByZone, shopWorld } from '#lib/demo/worlds/shop-world.ts';
import { nodesAreReady } from '#lib/demo/worlds/step-conditions.ts';

/** One zone of two is dead: the Event then speaks of nodes without CPU or zone, of which there are none. */
export const DEAD_ZONE = shopWorld({
  name: 'dead-zone',
  title: { en: 'One zone of two is dead', zh: '两个 zone 中有一个失效' },
  about: {
    en: 'The nodes of zone b are NotReady, so only zone a counts, and a single zone has no shares: the hints are gone. Look at Why: the Event speaks of a node without CPU or zone, and there is none.',
    zh: 'zone b 的 node 处于 NotReady，只剩 zone a 被计入，而单个 zone 没有份额：hint 消失。请看“原因”：事件说有 node 缺少 CPU 或 zone，实际上并没有。',
  },
  minor: 31,
  nodes: nodesByZone({ a: 2, b: 2 }).map((node) =>
    node.zone === 'b' ? { ...node, annotations: { [DOWN_ANNOTATION]: 'true' } } : node,
  ),
  podsOn: ['node-a1', 'node-a2', 'node-b1', 'node-b2'],
  steps: [
    lookStep(
      { en: 'See what is left', zh: '查看还剩下什么' },
      {
        en: 'The endpoints of zone b are not ready, and every node dials the two of zone a. After five minutes the pods are evicted and made anew in zone a.',
        zh: 'zone b 的 endpoint 未就绪，每个 node 都连接 zone a 的两个 endpoint。五分钟后这些 Pod 会被驱逐并在 zone a 中重建。',
      },
      ['kubectl get nodes', 'kubectl -n shop describe svc web'],
    ),
    {
      id: 'zone-returns',
      title: { en: 'Bring the zone back', zh: '恢复该 zone' },
      text: {
        en: 'The nodes are Ready again, both zones have half of the CPU, and the hints come back. Pods that have moved to zone a meanwhile stay there.',
        zh: 'node 重新就绪，两个 zone 各占一半 CPU，hint 恢复。期间已移到 zone a 的 Pod 会留在那里。',
      },
      commands: [`kubectl annotate node node-b1 node-b2 ${DOWN_ANNOTATION}-`],
      shows: [nodesAreReady(['node-b1', 'node-b2'])],
    },
  ],
});
