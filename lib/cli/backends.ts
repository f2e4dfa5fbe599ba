import { type AnsweredService, answerQuery, anyFails } from '#lib/cli/answer-query.ts';
import type { CommandAnswer } from '#lib/cli/command-answer.ts';
import { printTable } from '#lib/cli/print-table.ts';
import { parseQueryOptions, SHARED_USAGE } from '#lib/cli/query-options.ts';
import { dataPlaneText } from '#lib/diagnose/data-plane.ts';
import { translate } from '#lib/messages/translate.ts';
import { formatVersion } from '#lib/model/version.ts';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import { hintUseOf } from '#lib/proxy-filter/hint-use.ts';
import type { BackendView, NodeView } from '#lib/view/node-types.ts';
import { nodeView } from '#lib/view/node-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { printProxyText } from '#lib/view/proxy-print.ts';

export const BACKENDS_USAGE = `Usage: zonescope backends --node NAME [--service NAMESPACE/NAME] [options]

  What a node's kube-proxy lets it dial for a Service, or for every Service.

  -o, --output FORMAT      table or json; or as the node itself shows it: ipvs (ipvsadm -ln), iptables (iptables-save) or
                           nft (nft list ruleset)
  --cluster-cidr CIDR,...  kube-proxy's: with it iptables and nft hold the rules that masquerade, too
${SHARED_USAGE}`;

/** `zonescope backends`. @throws Error in one sentence. */
export async function backends(args: readonly string[]): Promise<CommandAnswer> {
  const options = parseQueryOptions(args, ['table', 'json', 'ipvs', 'iptables', 'nft'], ['node', 'cluster-cidr']);
  if (options.help) return { text: BACKENDS_USAGE, isFinding: false };
  const { node } = options;
  if (node === undefined) throw new Error('Cannot answer: backends needs --node NAME; --help lists the options');
  const { answered, assumptions, notes } = await answerQuery(options);
  const views = answered.flatMap(({ key, answer }) => {
    const view = nodeView(answer, { ...DEFAULT_URL_STATE, node });
    return view === undefined ? [] : [{ key, view }];
  });
  const printed = (proxier: Proxier) => textOf(answered, { node, proxier, podCIDRs: options.clusterCIDRs ?? [] });
  const textByOutput = {
    json: () => JSON.stringify(views.map(toJson), null, 2),
    ipvs: () => printed('ipvs'),
    iptables: () => printed('iptables'),
    nft: () => printed('nftables'),
    table: () => tableOf(views),
  };
  return {
    text: textByOutput[options.output](),
    isFinding: anyFails(answered, options),
    notes: [
      ...notes,
      ...assumptions,
      ...dataPlaneNotes(answered, node),
      ...answered.flatMap((one) => notServed(one, answered.length === 1)),
    ],
  };
}

/** What routes on the node and how that was found, where it may not be kube-proxy. */
function dataPlaneNotes(answered: readonly AnsweredService[], node: string): readonly string[] {
  const dataPlane = answered[0]?.answer.analysis.nodeByName.get(node)?.dataPlane;
  if (dataPlane === undefined || dataPlane.finding === 'no-sign') return [];
  const isOther = hintUseOf(dataPlane.kind) !== 'follows';
  return [
    translate(dataPlaneText(dataPlane), 'en'),
    ...(isOther ? [translate({ key: 'other-data-plane' }, 'en')] : []),
  ];
}

/** A headless Service is nobody's to proxy, and told only where it alone is asked about. */
function notServed({ key, answer }: AnsweredService, isAlone: boolean): readonly string[] {
  const { skipped } = answer.analysis.routing;
  if (skipped === undefined || (skipped !== 'service-proxy-name' && !isAlone)) return [];
  return [`${key}: ${translate({ key: skipped }, 'en')}`];
}

interface NodeAnswer extends Pick<AnsweredService, 'key'> {
  readonly view: NodeView;
}

function toJson({ key, view }: NodeAnswer) {
  const dataPlane = { kind: view.dataPlane.kind, how: translate(view.dataPlane.text, 'en') };
  const ports = view.ports.map(({ title, portName, backends, outside }) => ({
    port: title,
    ...(portName !== '' && { name: portName }),
    backends,
    ...(outside !== undefined && { outside }),
  }));
  return { service: key, node: view.name, ...(view.zone !== undefined && { zone: view.zone }), dataPlane, ports };
}

interface TextQuestion {
  readonly node: string;
  readonly proxier: Proxier;
  readonly podCIDRs: readonly string[];
}

/** One text over all Services. @throws Error where the node's version has no such mode. */
function textOf(answered: readonly AnsweredService[], { node, proxier, podCIDRs }: TextQuestion): string {
  const analyses = answered.map(({ answer }) => answer.analysis);
  const context = analyses[0]?.input.context;
  // A node that a what-if took away dials nothing.
  if (context === undefined || !context.question.nodes.some(({ name }) => name === node)) return '';
  const text = printProxyText({ analyses, node, options: { podCIDRs } }, proxier);
  if (text !== undefined) return text.replace(/\n$/, '');
  const version = formatVersion(context.proxyVersionByNode.get(node) ?? context.version);
  throw new Error(`Cannot answer: the kube-proxy of ${node} is ${version}, which has no ${proxier} mode`);
}

function tableOf(views: readonly NodeAnswer[]): string {
  const rows = views.flatMap(({ key, view }) =>
    view.ports.flatMap(({ title, portName, backends: dialled, outside }) => {
      const port = portName === '' ? title : `${title} (${portName})`;
      const fromOutside = `${port} ${translate({ key: 'from-outside' }, 'en')}`;
      return [...rowsOf([key, port], dialled), ...(outside === undefined ? [] : rowsOf([key, fromOutside], outside))];
    }),
  );
  return printTable(['SERVICE', 'PORT', 'ENDPOINT', 'POD', 'NODE', 'ZONE', 'SHARE'], rows);
}

function rowsOf(head: readonly string[], dialled: readonly BackendView[]): readonly (readonly string[])[] {
  if (dialled.length === 0) return [[...head, '<none>', '', '', '', '']];
  return dialled.map(({ address, name, nodeName, zone = '<none>', share }) => [
    ...head,
    address,
    name,
    nodeName,
    zone,
    `${Math.round(share * 100)}%`,
  ]);
}
