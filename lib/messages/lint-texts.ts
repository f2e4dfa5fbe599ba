import type { LintRuleName } from '#lib/diagnose/lint-rules.ts';
import type { TextTable } from '#lib/messages/text-pair.ts';

/** Why a finding matters, and what to do. The object and its field stand beside the words. */
export const LINT_TEXTS: TextTable<`lint.${LintRuleName}.${'why' | 'fix'}`> = {
  'lint.annotation-shadowed.why': {
    en: 'The annotation {key}: "{value}" hides {shadowed}, which is not read while the other is there.',
    zh: '注解 {key}：“{value}” 遮住了 {shadowed}：只要前者存在，后者就不会被读取。',
  },
  'lint.annotation-shadowed.fix': { en: 'Remove {key}.', zh: '删除 {key}。' },
  'lint.annotation-value.why': {
    en: '"{value}" does not enable hints: only Auto and auto do.',
    zh: '“{value}” 不会启用 hint：只有 Auto 和 auto 可以。',
  },
  'lint.annotation-value.fix': { en: 'Set {key} to Auto.', zh: '把 {key} 设为 Auto。' },
  'lint.annotation-not-read.why': {
    en: 'This version does not read the annotation {key}: it does nothing.',
    zh: '此版本不读取注解 {key}：它不起作用。',
  },
  'lint.annotation-not-read.fix': { en: 'Use {newer}, which this version reads.', zh: '使用此版本读取的 {newer}。' },
  'lint.annotation-over-field.why': {
    en: 'The annotation {key} always wins: trafficDistribution {value} is not looked at.',
    zh: '注解 {key} 总是优先：不会看 trafficDistribution {value}。',
  },
  'lint.annotation-over-field.fix': {
    en: 'Keep one of them: remove {key} for trafficDistribution to take effect.',
    zh: '只保留一个：删除 {key} 后 trafficDistribution 才会生效。',
  },
  'lint.traffic-distribution-refused.why': {
    en: 'trafficDistribution {value} does nothing here: this version does not know it, or its feature gate is off.',
    zh: 'trafficDistribution {value} 在此不起作用：此版本不支持它，或其 feature gate 已关闭。',
  },
  'lint.traffic-distribution-refused.fix': {
    en: 'Use a value that this version accepts, or turn the gate on.',
    zh: '使用此版本接受的值，或打开该 feature gate。',
  },
  'lint.deprecated-annotation.why': {
    en: 'The annotation {key} is deprecated, and hides {newer} while it is there.',
    zh: '注解 {key} 已弃用，并且存在时会遮住 {newer}。',
  },
  'lint.deprecated-annotation.fix': { en: 'Move its value to {newer}.', zh: '把它的值移到 {newer}。' },
  'lint.deprecated-prefer-close.why': {
    en: 'PreferClose is the old name of PreferSameZone, and deprecated.',
    zh: 'PreferClose 是 PreferSameZone 的旧名称，已弃用。',
  },
  'lint.deprecated-prefer-close.fix': {
    en: 'Say PreferSameZone; nothing else changes.',
    zh: '改用 PreferSameZone；其他不变。',
  },
  'lint.local-policy-blackhole.why': {
    en: 'With internalTrafficPolicy Local, {nodes} of {all} nodes have no endpoint of their own: connections from there fail.',
    zh: 'internalTrafficPolicy 为 Local 时，{all} 个 node 中有 {nodes} 个没有自己的 endpoint：从那里发起的连接会失败。',
  },
  'lint.local-policy-blackhole.fix': {
    en: 'Run a pod on every node, or set the policy to Cluster; PreferSameNode prefers the node and falls back.',
    zh: '在每个 node 上运行一个 pod，或把策略设为 Cluster；PreferSameNode 优先本 node 并可回退。',
  },
  'lint.external-policy-blackhole.why': {
    en: 'With externalTrafficPolicy Local, what arrives at the node port of {nodes} {nodes|node|nodes} without an endpoint is dropped.',
    zh: 'externalTrafficPolicy 为 Local 时，到达 {nodes} 个没有 endpoint 的 node 的 node port 的流量会被丢弃。',
  },
  'lint.external-policy-blackhole.fix': {
    en: 'Send clients only to nodes with an endpoint, run one on every node, or set the policy to Cluster.',
    zh: '只让客户端访问有 endpoint 的 node，在每个 node 上运行一个，或把策略设为 Cluster。',
  },
  'lint.local-policy-over-hints.why': {
    en: 'internalTrafficPolicy Local leaves traffic from inside only endpoints of the same node: {source} does nothing for it.',
    zh: 'internalTrafficPolicy Local 使集群内流量只访问本 node 的 endpoint：{source} 对它不起作用。',
  },
  'lint.local-policy-over-hints.fix': {
    en: 'Keep one of them: Local for the same node or nothing, hints for near first.',
    zh: '只保留一个：Local 表示只用本 node，hint 表示就近优先。',
  },
  'lint.custom-slices-without-hints.why': {
    en: '{endpoints} ready {endpoints|endpoint|endpoints} without hint {endpoints|stands|stand} in slices that the EndpointSlice controller does not write (managed-by: {manager}): one is enough for every kube-proxy to ignore the hints of all.',
    zh: '不由 EndpointSlice controller 写入的 slice（managed-by: {manager}）中有 {endpoints} 个 ready endpoint 没有 hint：有一个就足以让每个 kube-proxy 忽略全部 hint。',
  },
  'lint.custom-slices-without-hints.fix': {
    en: 'Let whoever writes them write hints too, or take the slices away.',
    zh: '让写入它们的程序也写 hint，或移除这些 slice。',
  },
  'lint.endpoint-without-zone.why': {
    en: '{endpoints} ready {endpoints|endpoint has|endpoints have} no zone, since {endpoints|its node has|their nodes have} no zone label: that ends the hints of all.',
    zh: '{endpoints} 个 ready endpoint 没有 zone，因为其 node 没有 zone 标签：这会使全部 hint 失效。',
  },
  'lint.endpoint-without-zone.fix': {
    en: 'Label the nodes of these endpoints.',
    zh: '给这些 endpoint 所在的 node 加标签。',
  },
  'lint.endpoint-zone-outdated.why': {
    en: "{endpoints} {endpoints|endpoint has|endpoints have} another zone than {endpoints|its|their} node's label now says.",
    zh: '{endpoints} 个 endpoint 的 zone 与其 node 现在的标签不同。',
  },
  'lint.endpoint-zone-outdated.fix': {
    en: 'Make the controller look at the Service again; versions that never compare zones need its slices deleted.',
    zh: '让 controller 重新查看此 Service；从不比较 zone 的版本需要删除其 slice。',
  },
  'lint.single-zone.why': {
    en: 'All ready endpoints are in zone {zone}, and clients in {zones} zones: all others cross, and the loss of {zone} is the loss of the Service.',
    zh: '所有 ready endpoint 都在 zone {zone}，而客户端在 {zones} 个 zone：其他 zone 都要跨 zone，失去 {zone} 就失去此 Service。',
  },
  'lint.single-zone.fix': { en: 'Spread the pods over the zones.', zh: '把 pod 分散到各 zone。' },
  'lint.zone-without-endpoints.why': {
    en: '{nodes} Ready {nodes|node|nodes} in {zones} {nodes|has|have} no endpoint in the own zone: all their traffic crosses.',
    zh: '{zones} 中的 {nodes} 个 Ready node 在自己的 zone 没有 endpoint：其流量全部跨 zone。',
  },
  'lint.zone-without-endpoints.fix': {
    en: 'Run an endpoint in each zone that has clients.',
    zh: '在每个有客户端的 zone 运行一个 endpoint。',
  },
  'lint.asked-but-not-proxied.why': {
    en: 'It asks for zone routing, and kube-proxy does not serve it ({because}): its clients choose among all addresses themselves.',
    zh: '它要求 zone 路由，但 kube-proxy 不处理它（{because}）：客户端自行在所有地址中选择。',
  },
  'lint.asked-but-not-proxied.fix': {
    en: 'Take the setting away, or let clients use a Service with a ClusterIP.',
    zh: '移除该设置，或让客户端使用有 ClusterIP 的 Service。',
  },
  'lint.not-proxied.why': {
    en: 'kube-proxy does not serve it ({because}): no hint and no policy decides what its clients dial.',
    zh: 'kube-proxy 不处理它（{because}）：客户端访问什么不由 hint 或策略决定。',
  },
  'lint.not-proxied.fix': { en: 'Nothing, if that is meant.', zh: '如果本意如此，则无需更改。' },
  'lint.node-local-dns.why': {
    en: 'NodeLocal DNSCache is installed: pods ask the cache on their node, and only the cache dials these endpoints, by TCP.',
    zh: '已安装 NodeLocal DNSCache：pod 访问本 node 的缓存，只有缓存通过 TCP 访问这些 endpoint。',
  },
  'lint.node-local-dns.fix': {
    en: 'Ask for zone routing on kube-dns-upstream, which the caches dial.',
    zh: '在缓存所访问的 kube-dns-upstream 上启用 zone 路由。',
  },

  'lint.node-without-zone.why': {
    en: 'It should count, and has no zone label: while there is such a node, no Service gets hints by CPU, and this one ignores all hints.',
    zh: '应计入但没有 zone 标签：只要有这样的 node，所有 Service 都得不到按 CPU 的 hint，而它自己会忽略全部 hint。',
  },
  'lint.node-without-zone.fix': { en: 'Give it its zone label.', zh: '给它加上 zone 标签。' },
  'lint.uncounted-node-without-zone.why': {
    en: 'Without a zone label its kube-proxy ignores all hints, and its endpoints have no zone.',
    zh: '没有 zone 标签时其 kube-proxy 会忽略全部 hint，其 endpoint 也没有 zone。',
  },
  'lint.uncounted-node-without-zone.fix': { en: 'Give it its zone label.', zh: '给它加上 zone 标签。' },
  'lint.node-without-cpu.why': {
    en: 'It should count, and reports no allocatable CPU: while there is such a node, no Service gets hints by CPU.',
    zh: '应计入但没有报告可分配 CPU：只要有这样的 node，所有 Service 都得不到按 CPU 的 hint。',
  },
  'lint.node-without-cpu.fix': { en: 'Find out why its kubelet reports none.', zh: '查明其 kubelet 为何没有报告。' },
  'lint.node-not-ready.why': {
    en: 'NotReady: its CPU is not counted, so that its zone is due fewer endpoints.',
    zh: 'NotReady：其 CPU 不计入，因此其 zone 应得的 endpoint 更少。',
  },
  'lint.node-not-ready.fix': { en: 'Bring it back, or take it away.', zh: '恢复或移除它。' },
  'lint.control-plane-not-counted.why': {
    en: 'A control-plane node: its CPU is not counted, but its pods are endpoints of its zone and its kube-proxy follows hints.',
    zh: 'control-plane node：其 CPU 不计入，但其 pod 是该 zone 的 endpoint，其 kube-proxy 也遵循 hint。',
  },
  'lint.control-plane-not-counted.fix': { en: 'Nothing: so the rules are.', zh: '无需更改：规则如此。' },
  'lint.tainted-node-counted.why': {
    en: 'Its CPU counts though the taint {taint} keeps pods away: its zone may be due endpoints that cannot run there.',
    zh: '其 CPU 计入，尽管污点 {taint} 阻止 pod：其 zone 可能应得无法在此运行的 endpoint。',
  },
  'lint.tainted-node-counted.fix': {
    en: 'Taints are not considered: use trafficDistribution, which counts no CPU, where that starves a zone.',
    zh: '规则不考虑污点：如果某个 zone 因此不足，请使用不看 CPU 的 trafficDistribution。',
  },
  'lint.cordoned-node-counted.why': {
    en: 'Cordoned: it takes no new pods, and its CPU counts all the same.',
    zh: '已 cordon：不接收新 pod，但其 CPU 仍计入。',
  },
  'lint.cordoned-node-counted.fix': { en: 'Uncordon it, or take it away.', zh: '解除 cordon 或移除它。' },
  'lint.version-skew.why': {
    en: 'Its {program} is {version} and the API server {cluster}: its rules for hints may be others.',
    zh: '其 {program} 为 {version}，而 API server 为 {cluster}：其 hint 规则可能不同。',
  },
  'lint.version-skew.fix': { en: 'Finish the upgrade.', zh: '完成升级。' },
  'lint.version-skew-unsupported.why': {
    en: 'Its {program} is {version} and the API server {cluster}, which is beyond what Kubernetes supports.',
    zh: '其 {program} 为 {version}，而 API server 为 {cluster}，超出 Kubernetes 支持的范围。',
  },
  'lint.version-skew-unsupported.fix': { en: 'Upgrade the older of the two.', zh: '升级较旧的一方。' },
  'lint.windows-node.why': {
    en: 'Windows: its kube-proxy looks at no hints in any version, and dials all ready endpoints.',
    zh: 'Windows：其 kube-proxy 在任何版本都不看 hint，访问所有 ready endpoint。',
  },
  'lint.windows-node.fix': { en: 'Count with its traffic crossing zones.', zh: '请预期其流量会跨 zone。' },
  'lint.one-zone.why': {
    en: 'All labelled nodes are in zone {zone}: there is nothing to route by zone.',
    zh: '所有有标签的 node 都在 zone {zone}：没有可按 zone 路由的。',
  },
  'lint.one-zone.fix': { en: 'Nothing, until there is a second zone.', zh: '在有第二个 zone 之前无需更改。' },
};
