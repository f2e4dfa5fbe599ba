import type { TextPair, TextTable } from '#lib/messages/text-pair.ts';
import type { DumpCauseKey, DumpNoteKey, DumpStatusKey } from '#lib/view/dump-view.ts';

/** What may lie behind a difference between a node's rules and the prediction: sentences. */
export const DUMP_CAUSE_TEXTS: TextTable<DumpCauseKey> = {
  'dump-cause.text-truncated': {
    en: 'The text ends in the middle: what is missing may stand behind its end.',
    zh: '文本在中途结束：缺少的内容可能在结尾之后。',
  },
  'dump-cause.another-proxy': {
    en: 'It holds no rule for any of these addresses, but chains of {proxy}: it routes on this node in place of kube-proxy, or kube-proxy runs in another mode.',
    zh: '其中没有这些地址的任何规则，却有 {proxy} 的链：该 node 由它代替 kube-proxy 路由，或 kube-proxy 为其他模式。',
  },
  'dump-cause.ipvs-mode': {
    en: 'kube-proxy runs in ipvs mode on this node: its backends stand in the output of ipvsadm -ln.',
    zh: '该 node 上的 kube-proxy 为 ipvs 模式：后端见 ipvsadm -ln 的输出。',
  },
  'dump-cause.no-rule-for-any-service': {
    en: 'It holds no rule for any of these addresses: something else routes on this node, kube-proxy runs in another mode, or it is of another cluster.',
    zh: '其中没有这些地址的任何规则：该 node 由其他数据面路由，或 kube-proxy 为其他模式，或文本来自另一个集群。',
  },
  'dump-cause.kube-proxy-routes': {
    en: 'These are the rules that kube-proxy writes: it runs on this node, or they are left over from when it did.',
    zh: '这是 kube-proxy 写入的规则：它在此 node 上运行，或者规则是它从前留下的。',
  },
  'dump-cause.endpoints-of-no-slice': {
    en: 'It dials endpoints that no EndpointSlice of the Service holds: kube-proxy is behind or stopped, or somebody else wrote the rules.',
    zh: '规则指向的 endpoint 不在该 Service 的任何 EndpointSlice 中：kube-proxy 落后或已停止，或规则由他人写入。',
  },
  'dump-cause.service-proxy-name': {
    en: 'The label service-proxy-name hands this Service to another proxy: these rules are left over, or kube-proxy passes over the label.',
    zh: 'label service-proxy-name 把此 Service 交给其他代理：这些规则是残留的，或 kube-proxy 未理会该 label。',
  },
  'dump-cause.earlier-slices': {
    en: 'kube-proxy is behind: these are the rules for the EndpointSlices as they were {generation} {generation|change|changes} ago.',
    zh: 'kube-proxy 落后：这是 EndpointSlice 在 {generation} 次变更之前的规则。',
  },
  'dump-cause.gate-differs': {
    en: 'The feature gate {gate} of this kube-proxy is {state}.',
    zh: '此 kube-proxy 的 feature gate {gate} 为 {state}。',
  },
  'dump-cause.hints-ignored': {
    en: 'This data plane ignores hints, or its kube-proxy does not know the zone of its node: it dials as if no endpoint had a hint.',
    zh: '此数据面忽略 hint，或其 kube-proxy 不知道所在 node 的 zone：如同所有 endpoint 都没有 hint。',
  },
  'dump-cause.another-minor': {
    en: 'These are the rules that the kube-proxy of {minor} writes.',
    zh: '这是 {minor} 的 kube-proxy 写入的规则。',
  },
  'dump-cause.another-node': {
    en: 'These are the rules of node {node}.',
    zh: '这是 node {node} 的规则。',
  },
  'dump-cause.another-zone': {
    en: 'These are the rules of a node in zone {zone}.',
    zh: '这是 zone {zone} 中某个 node 的规则。',
  },
  'dump-cause.no-zone': {
    en: 'These are the rules of a node without a zone.',
    zh: '这是没有 zone 的 node 的规则。',
  },
  'dump-cause.no-such-service-port': {
    en: 'No Service here has this address and port.',
    zh: '这里没有 Service 使用此地址和端口。',
  },
  'dump-cause.unexplained': {
    en: 'No known cause explains this: kube-proxy may be stopped, or its rules were changed by somebody else.',
    zh: '没有已知原因能解释：kube-proxy 可能已停止，或规则被他人修改。',
  },
};

export const DUMP_STATUS_TEXTS: TextTable<DumpStatusKey> = {
  'dump-status.equal': { en: 'equal', zh: '相同' },
  'dump-status.missing': { en: 'missing', zh: '缺少' },
  'dump-status.extra': { en: 'extra', zh: '多余' },
  'dump-status.weight-differs': { en: 'weight differs', zh: '权重不同' },
};

/** What a dump is, and what it leaves open: sentences. */
export const DUMP_NOTE_TEXTS: TextTable<DumpNoteKey> = {
  'dump.equal': {
    en: 'Equal: all {ports} {ports|address|addresses} dial what is predicted for {node}.',
    zh: '相同：{ports} 个地址在 {node} 上都与预测一致。',
  },
  'dump.differs': {
    en: '{differing} of {ports} {ports|address|addresses} on {node} {differing|differs|differ} from the prediction.',
    zh: '{node} 上 {ports} 个地址中有 {differing} 个与预测不同。',
  },
  'dump.nothing': {
    en: 'Nothing to compare: it tells about {families} only, which these Services do not have.',
    zh: '无可比较：文本只涉及 {families}，而这些 Service 没有。',
  },
  'dump.read': {
    en: 'Read as {command}, with rules for {found} {found|address|addresses}.',
    zh: '按 {command} 读取，共有 {found} 个地址的规则。',
  },
  'dump.truncated': {
    en: 'The text ends in the middle of a table.',
    zh: '文本在表的中途结束。',
  },
  'dump.unknown-lines': {
    en: '{count} {count|line was|lines were} not understood and left out.',
    zh: '有 {count} 行无法识别，已略过。',
  },
  'dump.no-weights': {
    en: 'This output of ipvsadm shows no weights: each endpoint listed is taken to get connections.',
    zh: '这种 ipvsadm 输出没有权重：列出的每个 endpoint 都视为会收到连接。',
  },
  'dump.none-served': {
    en: 'Nothing to compare: kube-proxy serves none of these Services.',
    zh: '无可比较：kube-proxy 不处理这些 Service。',
  },
  'dump.no-rule-read': {
    en: 'It looks like the rules of a node, but no line of it could be read: it may be quoted, or its lines run together.',
    zh: '看起来是 node 的规则，但没有一行能读取：可能带有引用符号，或各行连在一起。',
  },
  'dump.nft-json': {
    en: 'This is the JSON of nft: paste what nft list ruleset prints without -j.',
    zh: '这是 nft 的 JSON：请粘贴不带 -j 的 nft list ruleset 的输出。',
  },
  'dump.iptables-list': {
    en: 'This is iptables -L, which leaves out what tells rules apart: paste what iptables-save prints.',
    zh: '这是 iptables -L，它省略了区分规则的内容：请粘贴 iptables-save 的输出。',
  },
  'dump.iptables-by-nft': {
    en: 'These are rules of iptables as nft shows them, without their probabilities: paste what iptables-save prints.',
    zh: '这是 nft 显示的 iptables 规则，不含概率：请粘贴 iptables-save 的输出。',
  },
  'dump.ipvs-connections': {
    en: 'These are the connections that ipvs holds: paste what ipvsadm -ln prints.',
    zh: '这是 ipvs 的连接表：请粘贴 ipvsadm -ln 的输出。',
  },
  'dump.ipvs-names': {
    en: 'It has names in place of addresses and ports: paste what ipvsadm prints with -n, as in ipvsadm -ln.',
    zh: '其中是名称而不是地址和端口：请粘贴带 -n 的输出，如 ipvsadm -ln。',
  },
  'dump.cilium-services': {
    en: "This is Cilium's own table, which is not read: what is predicted here are the rules of kube-proxy.",
    zh: '这是 Cilium 自己的表，无法读取：这里预测的是 kube-proxy 的规则。',
  },
  'dump.packed': {
    en: 'The file is packed with {format}: unpack it first.',
    zh: '文件已用 {format} 压缩：请先解压。',
  },
  'dump.binary': {
    en: 'The file holds NUL bytes and no byte order mark, so it is no text: save it as UTF-8 or UTF-16.',
    zh: '文件含有 NUL 字节而没有字节顺序标记，不是文本：请另存为 UTF-8 或 UTF-16。',
  },
  'dump.empty': {
    en: 'There is nothing in it.',
    zh: '其中没有内容。',
  },
  'dump.not-rules': {
    en: 'This is no output of ipvsadm -ln, iptables-save or nft list ruleset.',
    zh: '这不是 ipvsadm -ln、iptables-save 或 nft list ruleset 的输出。',
  },
  'dump.no-such-node': {
    en: 'There is no such node in this cluster.',
    zh: '集群中没有这个 node。',
  },
};

/** Labels of the page's own controls about the text of a data plane. */
export const DUMP_PAGE_TEXTS = {
  'badge-ignores-hints': { en: 'ignores hints', zh: '忽略 hint' },
  'badge-data-plane-unknown': { en: 'data plane unknown', zh: '数据面未知' },
  'data-plane': { en: 'Data plane', zh: '数据面' },
  'data-plane-as-found': { en: 'as found', zh: '按检测' },
  'data-plane-of-all': { en: 'Say it of all nodes', zh: '对所有 node 都如此' },
  'data-plane-choose': { en: 'Data plane of {node}', zh: '{node} 的数据面' },
  'as-node-shows': { en: 'As the node shows it', zh: 'node 上的显示' },
  'proxy-mode': { en: 'kube-proxy mode', zh: 'kube-proxy 模式' },
  'mode-not-told': {
    en: 'No object tells the mode of this kube-proxy: all that its version has are here.',
    zh: '对象中看不出此 kube-proxy 的模式：这里列出其版本支持的全部模式。',
  },
  'ipvs-deprecated': {
    en: 'The ipvs mode is deprecated: this kube-proxy warns of it when it starts.',
    zh: 'ipvs 模式已弃用：此 kube-proxy 启动时会发出警告。',
  },
  'node-ports-left-out': {
    en: 'Node ports stand on every address of the node; addresses that the Node object does not tell are left out.',
    zh: 'node port 出现在该 node 的每个地址上；Node 对象未给出的地址不在此列。',
  },
  'masquerade-left-out': {
    en: 'Without the chains that belong to no Service, and without the rules that masquerade: those rest on --cluster-cidr, which no object tells.',
    zh: '不含不属于任何 Service 的链，也不含 masquerade 规则：它们取决于 --cluster-cidr，对象中看不出。',
  },
  'other-data-plane': {
    en: 'What kube-proxy would write here; this node may route in another way.',
    zh: '这是 kube-proxy 会写入的内容；此 node 可能以其他方式路由。',
  },
  'dump-hold-against': { en: 'Hold it against the node', zh: '与 node 对照' },
  'dump-paste': { en: 'Paste what {commands} printed on {node}', zh: '粘贴 {commands} 在 {node} 上的输出' },
  'dump-open': { en: 'Open a file', zh: '打开文件' },
  'dump-drop': { en: 'or drop one here. Nothing leaves this browser.', zh: '或拖放到此处。内容不会离开此浏览器。' },
  'dump-clear': { en: 'Clear', zh: '清除' },
  'dump-reading': { en: 'Reading it.', zh: '正在读取。' },
  'dump-failed': { en: 'Cannot read it: {why}', zh: '无法读取：{why}' },
  'dump-missing': { en: 'missing', zh: '缺少' },
  'dump-extra': { en: 'extra', zh: '多余' },
  'dump-equal-rows': { en: '{count} equal', zh: '{count} 个相同' },
  'dump-lines': { en: 'Lines left out', zh: '略过的行' },
  'dump-others': {
    en: 'Only this Service is compared; the command line compares all: zonescope compare --node {node} --dump FILE',
    zh: '只对照此 Service；命令行可对照全部：zonescope compare --node {node} --dump FILE',
  },
} as const satisfies Readonly<Record<string, TextPair>>;
