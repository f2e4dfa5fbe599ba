import type { TextPair } from '#lib/messages/text-pair.ts';

/** The dialog that hands out what the page shows, and the marks of a snapshot. */
export const SHARE_TEXTS = {
  'share-open': { en: 'Share…', zh: '分享…' },
  'share-title': { en: 'Share this view', zh: '分享此视图' },
  'share-link-title': { en: 'Link', zh: '链接' },
  'share-link-about': {
    en: 'Opens this very view, with its what-if, on a Zonescope that watches the same cluster.',
    zh: '在查看同一集群的 Zonescope 上打开完全相同的视图，包括假设。',
  },
  'share-link-of-snapshot': {
    en: 'Opens this view where the same snapshot is open.',
    zh: '在打开同一快照的页面上打开此视图。',
  },
  'share-snapshot-title': { en: 'Snapshot', zh: '快照' },
  'share-snapshot-about': {
    en: 'The cluster of this moment as one file: nodes, Services, EndpointSlices and their pods, only the fields that Zonescope reads. Drop it onto any Zonescope page, or start one with --snapshot FILE; no cluster is needed.',
    zh: '此刻的集群保存为一个文件：node、Service、EndpointSlice 及其 pod，只含 Zonescope 读取的字段。将它拖放到任意 Zonescope 页面，或用 --snapshot FILE 启动；无需集群。',
  },
  'share-redact': { en: 'Replace names by pseudonyms', zh: '用化名替换名称' },
  'share-redact-about': {
    en: 'Nodes, zones, namespaces, Services, pods, workloads, images and labels of your own, each by the same pseudonym everywhere. Addresses, ports, UIDs and versions stay.',
    zh: 'node、zone、namespace、Service、pod、工作负载、镜像和自定义标签，每个名称处处使用同一化名。地址、端口、UID 和版本保留。',
  },
  'share-save-snapshot': { en: 'Save snapshot', zh: '保存快照' },
  'share-snapshot-same': {
    en: 'This page already shows a snapshot: hand on its file.',
    zh: '此页面显示的已是快照：请直接转发其文件。',
  },
  'share-snapshot-now': {
    en: 'A snapshot holds the cluster of now: return from the past to save one.',
    zh: '快照保存的是现在的集群：请先从过去返回。',
  },
  'share-picture-title': { en: 'Graph', zh: '图' },
  'share-picture-about': {
    en: 'As it is drawn now, on white, with Service, verdict and time above it.',
    zh: '按当前绘制的样子，白色背景，上方注明 Service、结论和时间。',
  },
  'share-picture-none': { en: 'Show the graph instead of the table first.', zh: '请先显示图而不是表格。' },
  'share-picture-failed': {
    en: 'Cannot draw the picture: this browser refused it.',
    zh: '无法生成图片：浏览器拒绝了该操作。',
  },
  'share-save-svg': { en: 'Save SVG', zh: '保存 SVG' },
  'share-save-png': { en: 'Save PNG', zh: '保存 PNG' },
  'share-ticket-title': { en: 'Summary for a ticket', zh: '工单摘要' },
  'share-ticket-about': {
    en: 'Markdown: verdict, cause, fix, the zones, what the pinned node dials, commands and link.',
    zh: 'Markdown：结论、原因、修复、各 zone、所固定 node 访问的 endpoint、命令和链接。',
  },
  'share-save-markdown': { en: 'Save Markdown', zh: '保存 Markdown' },
  'share-markdown': { en: 'Markdown', zh: 'Markdown' },

  'commands-of-headline': { en: 'Headline', zh: '标题' },
  'commands-of-graph': { en: 'Graph', zh: '图' },
  'commands-of-why': { en: 'Why', zh: '原因' },
  'commands-of-node': { en: 'Node', zh: 'Node' },
  'commands-of-endpoints': { en: 'Endpoints', zh: 'Endpoint' },
  'commands-of-replicas': { en: 'Replicas', zh: '副本' },
  'commands-apply-cannot': {
    en: 'No kubectl command makes this come about. What it would change:',
    zh: '没有 kubectl 命令能使其发生。它会带来的变化：',
  },

  snapshot: { en: 'snapshot', zh: '快照' },
  'notice-snapshot': {
    en: 'This is the snapshot {name}: read-only, nothing here is live. It holds the moment',
    zh: '这是快照 {name}：只读，并非实时。其时刻为',
  },
  'notice-snapshot-redacted': { en: 'Names are pseudonyms.', zh: '名称均为化名。' },
  'notice-snapshot-missing': {
    en: 'It does not hold {kinds}, so nothing is computed from them.',
    zh: '其中没有 {kinds}，因此不会据此计算任何内容。',
  },
  'snapshot-lacks-in-namespaces': {
    en: '{kind} in {count|namespace|namespaces} {names}',
    zh: 'namespace {names} 中的 {kind}',
  },
  'snapshot-lacks-in-more': {
    en: '{kind} in {count} namespaces ({names}, …)',
    zh: '{count} 个 namespace（{names} 等）中的 {kind}',
  },
  'notice-snapshot-what-if': { en: 'Show its what-if', zh: '显示其假设' },
  'notice-snapshot-close': { en: 'Close it', zh: '关闭' },
  'notice-no-pods-kept': {
    en: 'The snapshot does not hold the pods of this Service, so there is no replica slider.',
    zh: '快照不含此 Service 的 pod，因此没有副本数滑块。',
  },
  'drop-snapshot': { en: 'Drop a snapshot to open it', zh: '拖放快照即可打开' },
  'drop-failed': { en: 'Cannot open the file', zh: '无法打开文件' },
  'drop-unread': { en: 'Cannot read {file}: {why}', zh: '无法读取 {file}：{why}' },
} as const satisfies Readonly<Record<string, TextPair>>;

/** The Markdown summary. */
export const TICKET_TEXTS = {
  'ticket-title': { en: '{service}: {verdict}', zh: '{service}：{verdict}' },
  'ticket-title-predicted': {
    en: '{service}: {verdict} (predicted; live: {live})',
    zh: '{service}：{verdict}（预测；实时：{live}）',
  },
  'ticket-cluster': { en: 'Cluster', zh: '集群' },
  'ticket-rules': { en: 'Kubernetes rules', zh: 'Kubernetes 规则' },
  'ticket-time': { en: 'Time', zh: '时间' },
  'ticket-what-if': { en: 'Predicted under the what-if', zh: '在以下假设下的预测' },
  'ticket-per-zone': { en: 'Zones', zh: 'Zone' },
  'ticket-backends': { en: '{node} dials', zh: '{node} 访问' },
  'ticket-commands': { en: 'Commands that show the same', zh: '显示相同内容的命令' },
  'ticket-apply': { en: 'Commands that would make the what-if true', zh: '使假设成真的命令' },
  'ticket-link': { en: 'Open in Zonescope', zh: '在 Zonescope 中打开' },
} as const satisfies Readonly<Record<string, TextPair>>;
