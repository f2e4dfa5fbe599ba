import type { TextPair } from '#lib/messages/text-pair.ts';

/** How the page's data reach it, and who else may see them. */
export const CONNECTION_TEXTS = {
  'held-back': { en: 'no answer {seconds} s', zh: '{seconds} 秒无应答' },
  offline: { en: 'offline {seconds} s', zh: '离线 {seconds} 秒' },
  'notice-held-back': {
    en: 'The server was asked and not a byte has come for 10 s. A proxy in between may be holding the stream back: it must not buffer /api/stream (nginx: proxy_buffering off). This page keeps trying.',
    zh: '已向服务器发出请求，但 10 秒内没有收到任何字节。中间的代理可能缓冲了数据流：它不能缓冲 /api/stream（nginx：proxy_buffering off）。本页会继续尝试。',
  },
  'notice-offline': {
    en: 'The connection to the Zonescope server is lost, and this browser says that it is offline. What is shown is the last that was heard; it goes on by itself when the network is back.',
    zh: '与 Zonescope 服务器的连接已断开，浏览器报告处于离线状态。显示的是最后收到的数据；网络恢复后会自动继续。',
  },
  'notice-open-to-all': {
    en: 'Whoever can reach this address sees this cluster: nobody is asked who they are (--auth none-and-i-know-it).',
    zh: '任何能访问此地址的人都能看到这个集群：没有身份验证（--auth none-and-i-know-it）。',
  },
  'notice-namespaces': {
    en: 'Of this cluster you may see the Services of {count} {count|namespace|namespaces}: {names}',
    zh: '您可以查看此集群中 {count} 个 namespace 的 Service：{names}',
  },
  'limited-title': { en: 'What nodes dial cannot be told', zh: '无法说明各 node 访问哪些 endpoint' },
  'limited-why': {
    en: 'Not allowed: {rights}. Verdicts, shares and predictions are computed from nodes and EndpointSlices, so none is given here. Below is what the Service itself says, and its slices where they may be read.',
    zh: '没有权限：{rights}。结论、份额和预测都由 node 和 EndpointSlice 计算得出，因此此处不提供。下面是 Service 本身的内容，以及可读取时其 slice 的内容。',
  },
  'not-in-file': { en: 'not in the file: {kinds}', zh: '文件中没有：{kinds}' },
  'limited-why-file': {
    en: 'The file does not hold {kinds}: whoever saved it may not have been allowed to read them, or has left them out. Verdicts, shares and predictions are computed from nodes and EndpointSlices, so none is given here. Below is what the Service itself says, and its slices where they are in the file.',
    zh: '文件中没有 {kinds}：保存者可能无权读取，或未将其包含在内。结论、份额和预测都由 node 和 EndpointSlice 计算得出，因此此处不提供。下面是 Service 本身的内容，以及文件中包含的 slice 的内容。',
  },
  'limited-inspector-file': {
    en: 'Why, what a node dials, comparisons and loads need them. Whoever may read all of it can save a file that holds them:',
    zh: '原因、node 的访问目标、比较和负载都需要这些内容。有权读取全部内容的人可以保存包含它们的文件：',
  },
  'limited-inspector': {
    en: 'Why, what a node dials, comparisons and loads need this right.',
    zh: '原因、node 的访问目标、比较和负载都需要此权限。',
  },
  'limited-check': {
    en: 'Whether it is there now, this answers; the page shows it within a minute:',
    zh: '以下命令可检查现在是否已有此权限；授予后页面会在一分钟内显示：',
  },
  'limited-what-if': { en: 'nothing can be predicted without {rights}', zh: '没有 {rights} 权限就无法预测' },
  'limited-past': { en: 'no past can be told without {rights}', zh: '没有 {rights} 权限就无法说明过去' },
  'signed-out': { en: 'signed out', zh: '未登录' },
  'sign-in-title': { en: 'Sign in', zh: '登录' },
  'sign-in-asking': { en: 'Asking the API server …', zh: '正在询问 API 服务器 …' },
  'sign-in-why': {
    en: 'This Zonescope shows each what the cluster lets them see. Paste a bearer token that its API server knows; it is kept in a cookie that ends with the browser.',
    zh: '此 Zonescope 只向每个人显示集群允许其查看的内容。请粘贴 API 服务器认可的 bearer 令牌；它保存在随浏览器关闭而失效的 cookie 中。',
  },
  'sign-in-no-rights': {
    en: 'This token is known, but may list and watch Services in no namespace. Ask for list and watch of services, endpointslices and pods, and of nodes, or use another token.',
    zh: '此令牌有效，但在任何 namespace 中都不能 list 和 watch Service。请申请对 services、endpointslices、pods 以及 nodes 的 list 与 watch 权限，或使用其他令牌。',
  },
  'sign-in-token': { en: 'Bearer token', zh: 'Bearer 令牌' },
  'sign-in-hint': { en: 'For a ServiceAccount, for instance:', zh: '例如，对于 ServiceAccount：' },
  'sign-in-failed': {
    en: 'The API server does not know this token, or it has ended.',
    zh: 'API 服务器不认可此令牌，或令牌已过期。',
  },
  'sign-in-unanswered': {
    en: 'It could not be asked whose token this is ({status}); try again in a moment.',
    zh: '暂时无法确认此令牌属于谁（{status}）；请稍后重试。',
  },
  'sign-out': { en: 'Sign out', zh: '退出登录' },
  'signed-in-as': { en: 'Signed in as {user}', zh: '已登录为 {user}' },
} as const satisfies Readonly<Record<string, TextPair>>;
