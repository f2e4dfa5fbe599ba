import type { WhyKey } from '#lib/diagnose/why-keys.ts';
import type { TextTable } from '#lib/messages/text-pair.ts';

/** The smallest change that fixes it. */
export const FIX_TEXTS: TextTable<Extract<WhyKey, `fix.${string}`>> = {
  'fix.annotate': {
    en: 'Ask for zone routing with the annotation {key}.',
    zh: '用注解 {key} 启用 zone 路由。',
  },
  'fix.annotation-value': { en: 'Set the annotation {key} to Auto.', zh: '把注解 {key} 设为 Auto。' },
  'fix.remove-annotation': {
    en: 'Remove the annotation {key}; the other one then decides.',
    zh: '删除注解 {key}；之后由另一个决定。',
  },
  'fix.older-key': {
    en: 'Use the annotation {key}, which this version reads.',
    zh: '使用此版本读取的注解 {key}。',
  },
  'fix.gate': {
    en: 'Turn the feature gate {gate} on in API server, controller manager and kube-proxy, or upgrade.',
    zh: '在 API server、controller manager 和 kube-proxy 中打开 feature gate {gate}，或者升级。',
  },
  'fix.gate-and-annotate': {
    en: 'Turn the feature gate {gate} on in {programs}, or upgrade; then ask for zone routing with the annotation {key}.',
    zh: '在 {programs} 中打开 feature gate {gate}，或者升级；然后用注解 {key} 启用 zone 路由。',
  },
  'fix.label-nodes': {
    en: 'Give {nodes} {nodes|node its|nodes their} zone label (ZONE stands for its zone), then make the controller look at the Service again.',
    zh: '给 {nodes} 个 node 加上 zone 标签（ZONE 代表其 zone），然后让 controller 重新查看此 Service。',
  },
  'fix.label-nodes-and-annotate': {
    en: 'Give {nodes} {nodes|node its|nodes their} zone label first (ZONE stands for its zone): without it the annotation brings no hints. Then ask for zone routing with the annotation {key}.',
    zh: '先给 {nodes} 个 node 加上 zone 标签（ZONE 代表其 zone）：没有它，注解不会带来 hint。然后用注解 {key} 启用 zone 路由。',
  },
  'fix.node-cpu': {
    en: 'Find out why the kubelet of {nodes} {nodes|node|nodes} reports no allocatable CPU.',
    zh: '查明 {nodes} 个 node 的 kubelet 为何没有报告可分配 CPU。',
  },
  'fix.node-cpu-and-annotate': {
    en: 'Find out first why the kubelet of {nodes} {nodes|node|nodes} reports no allocatable CPU: without it the annotation brings no hints. Then ask for zone routing with the annotation {key}.',
    zh: '先查明 {nodes} 个 node 的 kubelet 为何没有报告可分配 CPU：没有它，注解不会带来 hint。然后用注解 {key} 启用 zone 路由。',
  },
  'fix.bring-nodes-back': {
    en: 'Bring {nodes} NotReady {nodes|node|nodes} back; then make the controller look at the Service again, since lost hints do not come back by themselves.',
    zh: '恢复 {nodes} 个 NotReady 的 node；然后让 controller 重新查看此 Service，因为丢失的 hint 不会自行恢复。',
  },
  'fix.nodes-back-and-annotate': {
    en: 'Bring {nodes} NotReady {nodes|node|nodes} back first: hints need nodes that count in two zones. Then ask for zone routing with the annotation {key}.',
    zh: '先恢复 {nodes} 个 NotReady 的 node：hint 需要两个 zone 中都有计入的 node。然后用注解 {key} 启用 zone 路由。',
  },
  'fix.bring-zones-back': {
    en: 'Bring back the {nodes} NotReady {nodes|node|nodes} of {zones}. Pods that were started elsewhere meanwhile stay there until they are made anew.',
    zh: '恢复 {zones} 中 {nodes} 个 NotReady 的 node。期间在别处启动的 pod 会留在那里，直到重新创建。',
  },
  'fix.traffic-distribution': {
    en: 'Ask by trafficDistribution {value} instead: it counts no CPU, so that control-plane nodes are nodes like others.',
    zh: '改用 trafficDistribution {value}：它不看 CPU，control-plane node 与其他 node 一样。',
  },
  'fix.other-traffic-distribution': {
    en: 'Use trafficDistribution {value}, which this version knows.',
    zh: '使用此版本支持的 trafficDistribution {value}。',
  },
  'fix.ask-by-traffic-distribution': {
    en: 'Ask for zone routing with trafficDistribution {value}: the annotation counts no control-plane nodes, and would bring no hints.',
    zh: '用 trafficDistribution {value} 启用 zone 路由：注解不计入 control-plane node，不会带来 hint。',
  },
  'fix.nothing-to-gain': {
    en: 'There is nothing to gain in one zone: leave it until there is a second one, or take {key} away to end the Events.',
    zh: '只有一个 zone 时没有收益：等到有第二个 zone，或删除 {key} 以停止 Event。',
  },
  'fix.one-zone': {
    en: 'There is nothing to gain while zone {zone} is the only one: no annotation brings hints before there is a second zone.',
    zh: '只有 zone {zone} 时没有收益：在有第二个 zone 之前，注解不会带来 hint。',
  },
  'fix.replicas': {
    en: 'Run a number of replicas at which the strip below shows hints.',
    zh: '使用下方副本条显示有 hint 的副本数。',
  },
  'fix.replicas-to': {
    en: 'Run {more} more: with {endpoints} ready endpoints there are hints.',
    zh: '再增加 {more} 个：有 {endpoints} 个 ready endpoint 时就有 hint。',
  },
  'fix.replicas-and-annotate': {
    en: 'Run {more} more first: the annotation brings hints with {endpoints} ready endpoints, and none with those of now. Then ask for zone routing with the annotation {key}.',
    zh: '先再增加 {more} 个：有 {endpoints} 个 ready endpoint 时注解才会带来 hint，现在的数量不会。然后用注解 {key} 启用 zone 路由。',
  },
  'fix.delete-slices': {
    en: 'Delete the slices: the controller writes them anew at once, with the zones of now. Until kube-proxy has them, new connections fail.',
    zh: '删除这些 slice：controller 会立即按现在的 zone 重新写入。在 kube-proxy 收到之前，新连接会失败。',
  },
  'fix.sync': {
    en: 'Make the controller look at the Service again: any change of it does, such as an annotation that comes and goes.',
    zh: '让 controller 重新查看此 Service：对它的任何更改都可以，例如加上再删除一个注解。',
  },
  'fix.count-again': {
    en: 'Make the controller count the zones: restart kube-controller-manager, or let a node come and go (the first command makes an empty Node and takes it away). Then let it write the endpoints anew; until kube-proxy has them, new connections fail.',
    zh: '让 controller 统计 zone：重启 kube-controller-manager，或让一个 node 加入再离开（第一条命令创建一个空 Node 再删除）。然后让它重新写入 endpoint；在 kube-proxy 收到之前，新连接会失败。',
  },
  'fix.run-in-zones': {
    en: 'Run an endpoint in {zones}: spread the pods over the zones. The pods are made anew by it.',
    zh: '在 {zones} 运行一个 endpoint：把 pod 分散到各 zone。这会重新创建 pod。',
  },
  'fix.hint-slices': {
    en: 'Whoever writes the slices must write the hints: for each endpoint its own zone.',
    zh: '写入 slice 的程序必须写 hint：每个 endpoint 指向自己的 zone。',
  },
  'fix.policy-local': {
    en: 'Set internalTrafficPolicy to Cluster, or run one pod on every node.',
    zh: '把 internalTrafficPolicy 设为 Cluster，或在每个 node 上运行一个 pod。',
  },
  'fix.external-policy': {
    en: 'Set externalTrafficPolicy to Cluster (the address of the client is then hidden), or upgrade kube-proxy.',
    zh: '把 externalTrafficPolicy 设为 Cluster（客户端地址会被隐藏），或升级 kube-proxy。',
  },
  'fix.pods-ready': {
    en: 'Find out why {pods} {pods|pod is|pods are} not ready.',
    zh: '查明 {pods} 个 pod 为何未 ready。',
  },
  'fix.nodes-of-linux': {
    en: 'No setting makes it follow hints: on {nodes} {nodes|node|nodes} only an endpoint on every node with internalTrafficPolicy Local keeps traffic near.',
    zh: '没有设置能让它遵循 hint：在这 {nodes} 个 node 上，只有每个 node 都有 endpoint 并使用 internalTrafficPolicy Local 才能就近访问。',
  },
};
