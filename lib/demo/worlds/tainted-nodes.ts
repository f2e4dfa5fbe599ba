import { lookStep, nodesByZone, shopWorld } from '#lib/demo/worlds/shop-world.ts';
import { hasOnlyNodes } from '#lib/demo/worlds/step-conditions.ts';

const PLAIN = nodesByZone({ a: 1, b: 1, c: 1 });
const DEDICATED = ['gpu-a1', 'gpu-a2'].map((name) => ({
  name,
  zone: 'a',
  cpu: '16',
  taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }],
}));

/** kubernetes/kubernetes#110714: taints are not looked at when the CPU is shared out. */
export const TAINTED_NODES = shopWorld({
  name: 'tainted-nodes',
  title: { en: 'Tainted nodes that count', zh: '被计入的污点 node' },
  about: {
    en: 'One pod in each of three zones, and yet no hints: two large nodes of zone a that no pod of the shop may run on count in the CPU shares all the same, as in kubernetes/kubernetes#110714. Look at the CPU shares under Why: zone a has 82 %.',
    zh: '三个 zone 各有一个 Pod，却没有 hint：zone a 中两个大 node 不允许运行商店的 Pod，却仍计入 CPU 份额，如 kubernetes/kubernetes#110714 所述。请看“原因”下的 CPU 份额：zone a 占 82%。',
  },
  minor: 31,
  nodes: [...PLAIN, ...DEDICATED],
  podsOn: ['node-a1', 'node-b1', 'node-c1'],
  steps: [
    lookStep(
      { en: 'See which nodes count', zh: '查看哪些 node 被计入' },
      {
        en: 'Zone a is due 2.45 of the three endpoints, and needs all three by the threshold; b and c need one each. The taint dedicated=gpu keeps the pods away and changes nothing in the shares.',
        zh: 'zone a 应得三个 endpoint 中的 2.45 个，按阈值需要全部三个；b 和 c 各需要一个。污点 dedicated=gpu 使 Pod 无法调度，却不影响份额。',
      },
      ['kubectl describe node gpu-a1'],
    ),
    {
      id: 'delete-tainted',
      title: { en: 'Take the tainted nodes away', zh: '移除污点 node' },
      text: {
        en: 'Without them the three zones are equal, each needs one endpoint, and hints appear.',
        zh: '没有它们时三个 zone 等大，各需要一个 endpoint，hint 随即出现。',
      },
      commands: ['kubectl delete node gpu-a1 gpu-a2'],
      shows: [hasOnlyNodes(PLAIN.map(({ name }) => name))],
    },
  ],
});
