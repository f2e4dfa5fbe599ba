import { REAL_CLUSTER_STEPS } from '#lib/demo/worlds/kind-steps.ts';
import {
  activePods,
  hasOnlyNodes,
  hasOtherNodes,
  nodesHaveZones,
  serviceIsAnnotated,
  sliceIsGone,
} from '#lib/demo/worlds/step-conditions.ts';
import { type Outcome, tutorialOutcome } from '#lib/demo/worlds/tutorial-outcome.ts';
import type { GuideContext, WorldStep } from '#lib/demo/worlds/world.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { gatesInForce } from '#lib/kube-version/feature-gates.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';

const NODES = ['kind-control-plane', 'kind-worker', 'kind-worker2', 'kind-worker3'];
const ZONE_BY_NODE = { 'kind-control-plane': 'a', 'kind-worker': 'a', 'kind-worker2': 'b', 'kind-worker3': 'b' };
const DNS = 'kubectl -n kube-system';

/** The tutorial, told for the version and the gates in use: what to expect follows from their rules. */
export function tutorialSteps(context: GuideContext): readonly WorldStep[] {
  return [...REAL_CLUSTER_STEPS, ...embeddedSteps(context)];
}

/** The steps that are done on the embedded cluster. */
export function embeddedSteps(context: GuideContext): readonly WorldStep[] {
  const { version, gates, strict } = context;
  const rules = controllerRulesOf(version, gatesInForce({ version, program: 'controller', overrides: gates }));
  const outcome = tutorialOutcome(context);
  const isStuck = strict && outcome !== 'gate-off' && !rules.comparesNodes;
  const isSlow = outcome !== 'gate-off' && !rules.recountsOnZoneChange;
  const labelEffect = strict ? (isSlow ? 'unseen' : 'as-real') : isSlow && !rules.comparesNodes ? 'early' : 'as-real';
  return [
    labelNodes(outcome, labelEffect),
    annotateService(outcome, isStuck && outcome === 'hints'),
    ...(isStuck && !rules.recountsOnZoneChange ? [NODE_EVENT] : []),
    ...(isStuck ? [deleteSlice(outcome)] : []),
    scaleToTwo(outcome),
    scaleToOne(outcome),
  ];
}

const LABEL_EFFECT: Readonly<Record<LabelEffect, WorldStep['text']>> = {
  unseen: {
    en: ' This version counts zones only when a node is added, removed or turns Ready or NotReady: the labels alone change nothing yet.',
    zh: '该版本只在 node 加入、移除或就绪状态变化时才统计 zone：仅有标签还不会带来任何变化。',
  },
  early: {
    en: ' This cluster takes the labels up at once; real controllers of this version would need a node that comes or goes and a slice made anew. Start it with --strict to see that.',
    zh: '该集群会立即处理标签；这个版本的真实控制器还需要一次 node 加入或离开，以及重新生成 EndpointSlice。使用 --strict 启动即可看到这一过程。',
  },
  'as-real': { en: '', zh: '' },
};
const NOT_ANNOTATED: WorldStep['text'] = {
  en: ' Without the annotation every node still dials all four endpoints.',
  zh: '没有注解时，每个 node 仍然连接全部四个 endpoint。',
};

/** When the labels take effect: at once where the real controllers would do so or this cluster is quicker than they. */
type LabelEffect = 'unseen' | 'early' | 'as-real';

function labelNodes(outcome: Outcome, effect: LabelEffect): WorldStep {
  return {
    id: 'label-nodes',
    title: { en: 'Give each node a zone', zh: '为每个 node 标注 zone' },
    text: {
      en: `Two nodes in zone a, two in zone b.${LABEL_EFFECT[effect].en}${outcome === 'hints' ? NOT_ANNOTATED.en : ''}`,
      zh: `两个 node 在 zone a，两个在 zone b。${LABEL_EFFECT[effect].zh}${outcome === 'hints' ? NOT_ANNOTATED.zh : ''}`,
    },
    commands: [
      'kubectl label node kind-control-plane kind-worker topology.kubernetes.io/zone=a',
      'kubectl label node kind-worker2 kind-worker3 topology.kubernetes.io/zone=b',
    ],
    shows: [nodesHaveZones(ZONE_BY_NODE)],
  };
}

const ANNOTATED: Readonly<Record<Outcome, WorldStep['text']>> = {
  hints: {
    en: 'Edit the Service, or annotate it. Each endpoint gets a hint for its own zone (a, b, a, b), and every node dials the two endpoints of its zone.',
    zh: '编辑该 Service，或直接添加注解。每个 endpoint 会得到指向自身 zone 的 hint（a、b、a、b），每个 node 只连接本 zone 的两个 endpoint。',
  },
  'gate-off': {
    en: 'Edit the Service, or annotate it. Nothing happens: the feature gate TopologyAwareHints is not on in all programs, so every node goes on dialling all four endpoints.',
    zh: '编辑该 Service，或直接添加注解。什么也不会发生：特性门控 TopologyAwareHints 并未在所有程序中打开，每个 node 仍连接全部四个 endpoint。',
  },
  'no-hints': {
    en: 'Edit the Service, or annotate it. No hints come: this version does not count the control-plane node, so zone a has one third of the CPU and zone b two thirds, and four endpoints cannot be shared out within the overload threshold.',
    zh: '编辑该 Service，或直接添加注解。不会出现 hint：该版本不计入控制平面 node，zone a 占三分之一的 CPU、b 占三分之二，四个 endpoint 无法在过载阈值内分配。',
  },
  'no-hints-event': {
    en: 'Edit the Service, or annotate it. No hints come: this version does not count the control-plane node, so zone a has one third of the CPU and zone b two thirds, and four endpoints cannot be shared out within the overload threshold. The controller says so in an Event of the Service.',
    zh: '编辑该 Service，或直接添加注解。不会出现 hint：该版本不计入控制平面 node，zone a 占三分之一的 CPU、b 占三分之二，四个 endpoint 无法在过载阈值内分配。控制器会在该 Service 的事件中说明。',
  },
};

function annotateService(outcome: Outcome, isUnseen: boolean): WorldStep {
  const annotations = [TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION];
  const notYet = {
    en: 'Edit the Service, or annotate it. The hints do not come yet: the controller has not counted the zones, and the endpoints of the slice that is there have none.',
    zh: '编辑该 Service，或直接添加注解。hint 暂时不会出现：控制器还没有统计 zone，现有 EndpointSlice 中的 endpoint 也没有 zone。',
  };
  return {
    id: 'annotate-service',
    title: { en: 'Ask for topology aware hints', zh: '启用拓扑感知 hint' },
    text: isUnseen ? notYet : ANNOTATED[outcome],
    commands: [
      `${DNS} edit svc kube-dns`,
      `${DNS} annotate svc kube-dns ${TOPOLOGY_AWARE_HINTS_ANNOTATION}=auto`,
      ...(outcome === 'no-hints-event' ? [`${DNS} describe svc kube-dns`] : []),
    ],
    shows: [serviceIsAnnotated('kube-system/kube-dns', annotations, ['auto', 'Auto'])],
  };
}

const NODE_EVENT: WorldStep = {
  id: 'node-event',
  title: { en: 'Let a node come and go', zh: '让一个 node 加入再离开' },
  text: {
    en: 'The controller counts the zones when a Node object is created or deleted; deleting the mirror of a static pod does not help. A restart of the controller manager would do the same.',
    zh: '控制器在 Node 对象被创建或删除时统计 zone；删除静态 Pod 的镜像 Pod 没有作用。重启控制器管理器也有同样的效果。',
  },
  commands: [
    `echo '{"apiVersion":"v1","kind":"Node","metadata":{"name":"passing-by"}}' | kubectl create -f -`,
    'kubectl delete node passing-by',
  ],
  shows: [hasOtherNodes(NODES), hasOnlyNodes(NODES)],
};

function deleteSlice(outcome: Outcome): WorldStep {
  return {
    id: 'delete-slice',
    title: { en: 'Have the slice made anew', zh: '让 EndpointSlice 重新生成' },
    text:
      outcome === 'hints'
        ? {
            en: 'In this version an endpoint that stays never learns a zone. The controller makes the deleted slice anew at once, with zones and with the hints a, b, a, b.',
            zh: '在该版本中，保留下来的 endpoint 永远得不到 zone。控制器会立即重新生成被删除的 EndpointSlice，带上 zone 以及 hint a、b、a、b。',
          }
        : {
            en: 'In this version an endpoint that stays never learns a zone. The controller makes the deleted slice anew at once, with zones, but without hints.',
            zh: '在该版本中，保留下来的 endpoint 永远得不到 zone。控制器会立即重新生成被删除的 EndpointSlice，带上 zone，但没有 hint。',
          },
    commands: [`${DNS} delete endpointslice -l k8s-app=kube-dns`],
    shows: [sliceIsGone('kube-system', 'kube-dns-wt2f9')],
  };
}

function scaleToTwo(outcome: Outcome): WorldStep {
  return {
    id: 'scale-to-two',
    title: { en: 'Scale to two', zh: '缩容到两个副本' },
    text:
      outcome === 'hints'
        ? {
            en: 'pxphb and rhk7r go. One endpoint is left in each zone, and each zone dials its own.',
            zh: 'pxphb 和 rhk7r 被删除。每个 zone 剩下一个 endpoint，各自连接自己的 endpoint。',
          }
        : {
            en: 'pxphb and rhk7r go. There are still no hints: both nodes and zones dial both endpoints.',
            zh: 'pxphb 和 rhk7r 被删除。仍然没有 hint：所有 node 都会连接两个 endpoint。',
          },
    commands: [`${DNS} scale deployment coredns --replicas 2`],
    shows: [activePods('kube-system', 'coredns', 2)],
  };
}

function scaleToOne(outcome: Outcome): WorldStep {
  return {
    id: 'scale-to-one',
    title: { en: 'Scale to one', zh: '缩容到一个副本' },
    text:
      outcome === 'hints'
        ? {
            en: 'hfbmj stays. One endpoint cannot serve two zones, so the slice loses its hints, and every node dials 10.244.3.2, zone b across the zones.',
            zh: 'hfbmj 被保留。一个 endpoint 无法服务两个 zone，因此 hint 被移除，所有 node 都连接 10.244.3.2，zone b 跨区访问。',
          }
        : {
            en: 'hfbmj stays, and every node dials it, zone b across the zones.',
            zh: 'hfbmj 被保留，所有 node 都连接它，zone b 跨区访问。',
          },
    commands: [`${DNS} scale deployment coredns --replicas 1`],
    shows: [activePods('kube-system', 'coredns', 1)],
  };
}
