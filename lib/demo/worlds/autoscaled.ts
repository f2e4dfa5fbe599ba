import { lookStep, nodesByZone, scaleStep, shopWorld } from '#lib/demo/worlds/shop-world.ts';
import { activePods } from '#lib/demo/worlds/step-conditions.ts';

/** kubernetes/kubernetes#139434: an autoscaler knows nothing of zones, and moves among counts with and without hints. */
export const AUTOSCALED = shopWorld({
  name: 'autoscaled',
  title: { en: 'An autoscaler whose range has counts without hints', zh: '范围内含有无 hint 副本数的自动伸缩器' },
  about: {
    en: 'Three zones with the same CPU, a Service with topology-mode Auto, and a HorizontalPodAutoscaler that keeps between 3 and 9 replicas. At six there are hints. Look at the strip under the graph: the bracket is its range, and at some of the counts in it there are none.',
    zh: '三个 CPU 相同的 zone，一个启用 topology-mode Auto 的 Service，以及一个把副本数保持在 3 到 9 之间的 HorizontalPodAutoscaler。六个副本时有 hint。请看图下方的副本数条：括号表示它的范围，其中有些副本数没有 hint。',
  },
  minor: 31,
  nodes: nodesByZone({ a: 2, b: 2, c: 2 }),
  podsOn: ['node-a1', 'node-b1', 'node-c1', 'node-a2', 'node-b2', 'node-c2'],
  autoscaler: { minReplicas: 3, maxReplicas: 9 },
  steps: [
    lookStep(
      { en: 'See its range', zh: '查看它的范围' },
      {
        en: 'MINPODS and MAXPODS are the ends of the bracket. The line under it says at how many of the counts between them there are hints.',
        zh: 'MINPODS 和 MAXPODS 是括号的两端。其下的一行说明两者之间有多少个副本数有 hint。',
      },
      ['kubectl -n shop get hpa web'],
    ),
    scaleStep(5, {
      id: 'scale-to-five',
      title: { en: 'Go where the load would lead', zh: '缩到负载下降时的副本数' },
      text: {
        en: 'Nothing is measured here, so scale by hand to what the autoscaler would choose when the load falls. Each zone would need two of five, six in all, and the hints are gone; nobody has changed the Service.',
        zh: '这里没有度量，因此请手动缩到负载下降时自动伸缩器会选择的副本数。每个 zone 需要五个中的两个，总共六个，于是 hint 消失；没有人改动过 Service。',
      },
    }),
    {
      id: 'raise-the-range',
      title: { en: 'Choose a range with hints at every count', zh: '选择每个副本数都有 hint 的范围' },
      text: {
        en: 'From twelve replicas up no count is without hints. The autoscaler brings what it scales into its range at once, and the line under the strip says that all of its counts have hints.',
        zh: '从十二个副本起，每个副本数都有 hint。自动伸缩器会立即把副本数带入其范围，副本数条下的一行说明全部副本数都有 hint。',
      },
      commands: [`kubectl -n shop patch hpa web -p '{"spec":{"minReplicas":12,"maxReplicas":16}}'`],
      shows: [activePods('shop', 'web', 12)],
    },
  ],
});
