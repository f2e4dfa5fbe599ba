import type { Analysis, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { dataPlaneText } from '#lib/diagnose/data-plane.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import { proxyTextRulesOf } from '#lib/kube-version/proxy-text-rules.ts';
import type { Text } from '#lib/model/text.ts';
import { formatVersion } from '#lib/model/version.ts';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import { compareIps } from '#lib/proxy-filter/ip-address.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { besideLive } from '#lib/view/beside-live.ts';
import { crossesFrom } from '#lib/view/crosses-zones.ts';
import { decisionSteps } from '#lib/view/decision-steps.ts';
import { classOf } from '#lib/view/graph-marks.ts';
import type { BackendView, NodePortView, NodeView } from '#lib/view/node-types.ts';
import { backendsOf, portValue, selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { text } from '#lib/view/text-keys.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/** What the URL's node dials for every port and family, and how its kube-proxy came to it; undefined without a known node. */
export function nodeView(answer: ServiceAnswer, url: UrlState): NodeView | undefined {
  const { analysis, live } = answer;
  const node = analysis.nodeByName.get(url.node ?? '');
  if (node === undefined) return undefined;
  const selected = selectedPort(analysis, url);
  const livePort = live && selectedPort(live, url);
  const lost = selected && ifZoneLost(selected, node, url.from);
  return {
    name: node.name,
    ...(node.zone === undefined ? {} : { zone: node.zone }),
    facts: nodeFacts(analysis, node, { port: selected, from: url.from, live: live?.nodeByName.get(node.name) }),
    ports: analysis.ports.flatMap((port) => portView(port, node, port === selected)),
    dataPlane: {
      text: dataPlaneText(node.dataPlane),
      kind: node.dataPlane.kind,
      isSet: node.dataPlane.finding === 'set',
    },
    print: printChoice(analysis, node),
    ...(lost === undefined ? {} : { ifZoneLost: lost }),
    ...(livePort === undefined ? {} : { live: { backends: backendViews(livePort, node, url.from) } }),
  };
}

const PROXIERS: readonly Proxier[] = ['ipvs', 'iptables', 'nftables'];

function printChoice({ input }: Analysis, { name, dataPlane }: NodeFacts): NodeView['print'] {
  const { context } = input;
  const { nftables, warnsOfIpvs } = proxyTextRulesOf(context.proxyVersionByNode.get(name) ?? context.version);
  const known = PROXIERS.find((proxier) => proxier === dataPlane.kind);
  return {
    proxiers: PROXIERS.filter((proxier) => proxier !== 'nftables' || nftables !== undefined),
    ...(known === undefined ? {} : { known }),
    warnsOfIpvs,
    isOther: known === undefined && dataPlane.kind !== 'kube-proxy',
    hasNodePorts: input.service.ports.some(({ nodePort = 0 }) => nodePort !== 0),
  };
}

interface NodeScene {
  readonly port: PortAnalysis | undefined;
  readonly from: UrlState['from'];
  /** The node as it is now, while a what-if is on. */
  readonly live: NodeFacts | undefined;
}

function nodeFacts(analysis: Analysis, node: NodeFacts, { port, from, live }: NodeScene): readonly Text[] {
  const version = analysis.input.context.proxyVersionByNode.get(node.name);
  const ready = port?.endpoints.filter(({ readiness }) => readiness === 'ready').length ?? 0;
  const clientClass = classOf(node.name, port);
  const dials = clientClass === undefined ? 0 : backendsOf(clientClass, from).length;
  const { skipped } = analysis.routing;
  return [
    skipped === undefined ? text('node.dials', { dials, endpoints: ready }) : { key: skipped },
    besideLive('card.cpu', { cpu: node.cpuMilli / 1000 }, live && live.cpuMilli / 1000),
    besideLive('node.mix', { share: node.weight }, live?.weight),
    ...(version === undefined ? [] : [text('node.version', { version: formatVersion(version) })]),
    ...(node.notCounted === undefined ? [] : [text(`node.not-counted.${node.notCounted}`)]),
    ...(node.cordoned ? [text('node.cordoned')] : []),
  ];
}

function portView(port: PortAnalysis, node: NodeFacts, selected: boolean): readonly NodePortView[] {
  const index = port.classByNode.get(node.name) ?? -1;
  const clientClass = port.classes[index];
  const routeClass = port.routing.classes[index];
  if (clientClass === undefined || routeClass === undefined) return [];
  const host = port.family === 'IPv6' ? `[${port.clusterIP}]` : port.clusterIP;
  return [
    {
      title: `${port.port.protocol} ${host}:${port.port.port}`,
      portName: portValue(port.port),
      selected,
      backends: backendViews(port, node, 'cluster'),
      steps: decisionSteps(routeClass, node, 'cluster'),
      ...(clientClass.outside === undefined
        ? {}
        : {
            outside: backendViews(port, node, 'outside'),
            outsideSteps: decisionSteps(routeClass, node, 'outside'),
          }),
    },
  ];
}

/** In numeric order of their addresses, as `ipvsadm` lists them. */
function backendViews(port: PortAnalysis, node: NodeFacts, origin: UrlState['from']): readonly BackendView[] {
  const clientClass = classOf(node.name, port);
  const backends = clientClass === undefined ? [] : backendsOf(clientClass, origin);
  return backends
    .flatMap((index) => {
      const endpoint = port.endpoints[index];
      const proxied = port.routing.endpoints[index];
      return endpoint === undefined || proxied === undefined ? [] : [{ endpoint, proxied }];
    })
    .sort((left, right) => compareBackends(left.proxied, right.proxied))
    .map(({ endpoint, proxied }) => ({
      address: proxied.key,
      name: endpoint.name,
      nodeName: endpoint.nodeName,
      ...(endpoint.zone === undefined ? {} : { zone: endpoint.zone }),
      share: 1 / backends.length,
      crosses: crossesFrom(node, endpoint),
    }));
}

function compareBackends(left: ProxyEndpoint, right: ProxyEndpoint): number {
  return compareIps(left.address, right.address) || left.port - right.port;
}

/** What the filter would leave if no endpoint of the node's own zone were ready any more. */
function ifZoneLost(port: PortAnalysis, { name, zone }: NodeFacts, from: UrlState['from']): Text | undefined {
  const clientClass = classOf(name, port);
  if (zone === undefined || clientClass?.scope !== 'zone') return undefined;
  if (from === 'outside' && clientClass.outside !== undefined) return undefined;
  const others = port.endpoints.filter((endpoint) => endpoint.readiness === 'ready' && endpoint.zone !== zone);
  const hinted = others.filter(({ zoneHints }) => zoneHints.includes(zone)).length;
  if (others.length === 0) return text('node.if-zone-lost-nothing', { zone });
  if (hinted > 0) return text('node.if-zone-lost-lent', { zone, endpoints: hinted });
  return text('node.if-zone-lost-all', { zone, endpoints: others.length });
}
