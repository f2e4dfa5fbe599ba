import { lookStep, nodesByZone, shopWorld } from '#lib/demo/worlds/shop-world.ts';
import { hasOtherNodes, nodesHaveZones } from '#lib/demo/worlds/step-conditions.ts';

const NODES = nodesByZone({ a: 3, b: 2 });
const ONE_MORE = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-a4', labels: { 'topology.kubernetes.io/zone': 'a' } },
  status: { allocatable: { cpu: '4', memory: '16Gi', pods: '110' }, conditions: [{ type: 'Ready', status: 'True' }] },
};

/**
 * Two weeks of unnoticed flips, then an outage: with all proxies in one zone two of the four pods were reached by nobody,
 * and each node that came or went moved the CPU shares over the threshold and back.
 */
export const ZONE_SKEW = shopWorld({
  name: 'zone-skew',
  title: { en: 'Two of four pods that nobody reaches', zh: '四个 Pod 中有两个无人访问' },
  about: {
    en: 'Zone a has 60 % of the CPU, and all proxies in front of the shop run there. Hints keep them on the two pods of their zone, and the two in zone b starve. Look at the load: choose the endpoints of shop/proxy as the clients.',
    zh: 'zone a 拥有 60% 的 CPU，商店前面的所有代理都在那里运行。hint 使它们只访问本 zone 的两个 Pod，zone b 的两个 Pod 则无人访问。请看负载：把 shop/proxy 的 endpoint 选为客户端。',
  },
  minor: 31,
  nodes: NODES,
  podsOn: ['node-a1', 'node-a2', 'node-b1', 'node-b2'],
  others: [{ namespace: 'shop', name: 'proxy', podsOn: ['node-a1', 'node-a2', 'node-a3'] }],
  steps: [
    lookStep(
      { en: 'See who starves', zh: '查看谁无人访问' },
      {
        en: 'By CPU all is well: three nodes share two pods, two nodes the other two. But the clients are the proxies, and with the mix shop/proxy (mix=service:shop/proxy in the address) two of four endpoints are reached by nobody, while each of the others takes twice its fair share.',
        zh: '按 CPU 看一切正常：三个 node 共用两个 Pod，两个 node 共用另外两个。但客户端其实是代理：选用 shop/proxy 的客户端组成（地址中的 mix=service:shop/proxy）后，四个 endpoint 中有两个无人访问，另外两个各承担两倍的公平份额。',
      },
    ),
    {
      id: 'node-joins',
      title: { en: 'Let a node join zone a', zh: '让一个 node 加入 zone a' },
      text: {
        en: 'With two thirds of the CPU zone a needs three of the four endpoints and zone b two: five are more than there are, and the hints go. Look at the timeline: one node has turned zone routing off.',
        zh: 'zone a 拥有三分之二的 CPU 后需要四个 endpoint 中的三个，zone b 需要两个：五个多于现有数量，hint 消失。请看时间线：一个 node 就关闭了按 zone 路由。',
      },
      commands: [`echo '${JSON.stringify(ONE_MORE)}' | kubectl create -f -`],
      shows: [hasOtherNodes(NODES.map(({ name }) => name))],
    },
    {
      id: 'node-leaves',
      title: { en: 'And leave again', zh: '再让它离开' },
      text: {
        en: 'The shares are as they were, and so are the hints: two flips. A spot node does this several times a day.',
        zh: '份额恢复原状，hint 也恢复：共两次翻转。竞价 node 每天会发生好几次。',
      },
      commands: ['kubectl delete node node-a4'],
      shows: [nodesHaveZones({ 'node-a4': 'a' }), (cluster) => !hasOtherNodes(NODES.map(({ name }) => name))(cluster)],
    },
  ],
});
