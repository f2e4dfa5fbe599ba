import { classOfNode } from '#lib/proxy-filter/routing-of-node.ts';
import type { PortRouting, RouteClass } from '#lib/proxy-filter/service-routing.ts';
import type { Alternative } from '#lib/proxy-text/compare-alternatives.ts';
import type { FoundCause } from '#lib/proxy-text/compare-causes.ts';
import { comparePort, type PortDifference } from '#lib/proxy-text/compare-port.ts';
import type { OtherProxy } from '#lib/proxy-text/other-text.ts';
import type { ParsedRules, ParsedServicePort } from '#lib/proxy-text/parsed-rules.ts';
import { type PredictedPort, predictedPorts, unservedAddresses } from '#lib/proxy-text/predicted-ports.ts';
import type { RoutedService } from '#lib/proxy-text/print-input.ts';

export interface ComparedPort extends PortDifference {
  /** Absent: the rules name an address that no Service has, or one that kube-proxy does not serve. */
  readonly predicted?: PredictedPort;
  /** Whose address it is; absent: no Service's here. */
  readonly service?: PredictedPort['service'];
  /** Absent: the rules do not name the address. */
  readonly found?: ParsedServicePort;
  /** Every assumption under which the prediction is what was found, the likeliest first; empty where it is equal, or none fits. */
  readonly causes: readonly FoundCause[];
}

export interface CompareInput {
  readonly services: readonly RoutedService[];
  /** Position of the node among those that the routing was made for. */
  readonly nodeIndex: number;
  readonly parsed: ParsedRules;
  /** What to try where something differs (`routingAlternatives`). */
  readonly alternatives?: readonly Alternative[];
  /** Whose rules stand in the text beside those that were parsed (`otherProxiesIn`). */
  readonly others?: readonly OtherProxy[];
  /** `services` are all that the cluster has, so that other addresses in the rules are worth a word. */
  readonly hasAllServices?: boolean;
}

/** Holds the rules of a real node against the prediction, address by address, in the order of the Services. */
export function compareRules(input: CompareInput): readonly ComparedPort[] {
  const { services, nodeIndex, parsed, hasAllServices = false } = input;
  const rows = services.flatMap((routed) =>
    routed.routing.ports
      .filter(({ family }) => parsed.families.includes(family))
      .flatMap((port) => {
        const ownClass = classOfNode(port, nodeIndex);
        const predictions = predictedPorts({ service: routed.service, port }, ownClass, parsed.proxier);
        return predictions.map((predicted) => ({ routed, port, ownClass, predicted }));
      }),
  );
  const lookUp = foundPorts(
    parsed,
    rows.map(({ predicted }) => predicted),
  );
  const isWholePicture = hasAllServices || parsed.ports.length === 0;
  const isStrange = isWholePicture && rows.every(({ predicted }) => lookUp.of(predicted).length === 0);
  const compared = rows.map(({ routed, port, ownClass, predicted }): ComparedPort => {
    const { found, difference } = worstOf(predicted, lookUp.of(predicted), parsed);
    const common = { ...difference, predicted, service: predicted.service, ...(found === undefined ? {} : { found }) };
    if (difference.status === 'equal') return { ...common, causes: [] };
    if (isStrange) return { ...common, causes: strangeCauses(input) };
    return { ...common, causes: causesOf({ input, routed, port, ownClass, predicted, found }) };
  });
  const unserved = unservedAddresses(services);
  const strangers = lookUp.strangers().map((found) => toStranger(found, unserved.get(keyOf(found))));
  return [...compared, ...(hasAllServices ? strangers : strangers.filter(({ service }) => service !== undefined))];
}

/** Why the text says nothing of any Service: it ends too early, or tells who routes instead. */
function strangeCauses({ parsed, others = [] }: CompareInput): readonly FoundCause[] {
  if (parsed.isTruncated) return [{ cause: 'text-truncated', values: {} }];
  const proxy = others[0];
  if (proxy === undefined) return [{ cause: 'no-rule-for-any-service', values: {} }];
  if (proxy === 'kube-proxy in ipvs mode') return [{ cause: 'ipvs-mode', values: {} }];
  return [{ cause: 'another-proxy', values: { proxy } }];
}

function keyOf({ family, protocol, destination }: Pick<PredictedPort, 'family' | 'protocol' | 'destination'>): string {
  return `${family} ${protocol} ${destination}`;
}

/** Which rules speak of which address. ipvs has one virtual server for a node port on each of the node's addresses. */
function foundPorts(
  parsed: ParsedRules,
  predictions: readonly PredictedPort[],
): {
  readonly of: (predicted: PredictedPort) => readonly ParsedServicePort[];
  readonly strangers: () => readonly ParsedServicePort[];
} {
  const ofService = new Set(predictions.map(keyOf));
  const portsByKey = new Map<string, ParsedServicePort[]>();
  for (const port of parsed.ports) {
    const own = keyOf(port);
    const anyAddress = keyOf({ ...port, destination: `*${port.destination.slice(port.destination.lastIndexOf(':'))}` });
    const key = !ofService.has(own) && ofService.has(anyAddress) ? anyAddress : own;
    const ports = portsByKey.get(key);
    if (ports === undefined) portsByKey.set(key, [port]);
    else ports.push(port);
  }
  return {
    of: (predicted) => portsByKey.get(keyOf(predicted)) ?? [],
    strangers: () => [...portsByKey].filter(([key]) => !ofService.has(key)).flatMap(([, ports]) => ports),
  };
}

/** The first that differs: what is wrong on one address of the node is wrong. */
function worstOf(
  predicted: PredictedPort,
  ports: readonly ParsedServicePort[],
  parsed: ParsedRules,
): { readonly found: ParsedServicePort | undefined; readonly difference: PortDifference } {
  const differences = ports.map((found) => ({ found, difference: comparePort(predicted, found, parsed) }));
  return (
    differences.find(({ difference }) => difference.status !== 'equal') ??
    differences[0] ?? { found: undefined, difference: comparePort(predicted, undefined, parsed) }
  );
}

function toStranger(found: ParsedServicePort, service: PredictedPort['service'] | undefined): ComparedPort {
  const extra = found.backends.map(({ key }) => key);
  const cause = service === undefined ? 'no-such-service-port' : 'service-proxy-name';
  const known = service === undefined ? {} : { service };
  return { status: 'extra', missing: [], extra, found, ...known, causes: [{ cause, values: {} }] };
}

interface CauseQuestion {
  readonly input: CompareInput;
  readonly routed: RoutedService;
  readonly port: PortRouting;
  readonly ownClass: RouteClass;
  readonly predicted: PredictedPort;
  readonly found: ParsedServicePort | undefined;
}

/** Tries every assumption on this one address. */
function causesOf(question: CauseQuestion): readonly FoundCause[] {
  const { input, routed, port, ownClass, predicted, found } = question;
  const { parsed, alternatives = [] } = input;
  const explains = (otherPort: PortRouting, routeClass: RouteClass): boolean => {
    const other = predictedPorts({ service: routed.service, port: otherPort }, routeClass, parsed.proxier).find(
      ({ destination }) => destination === predicted.destination,
    );
    // Not proxied at all under that assumption: then no rule is just right.
    if (other === undefined) return found === undefined;
    return comparePort(other, found, parsed).status === 'equal';
  };
  const isSamePort = ({ name, protocol, family }: PortRouting): boolean =>
    name === port.name && protocol === port.protocol && family === port.family;
  const tried = alternatives.filter(({ route }) => {
    const other = route(routed.service).ports.find(isSamePort);
    return other === undefined ? found === undefined : explains(other, classOfNode(other, 0));
  });
  const ofSlices = new Set(port.endpoints.map(({ key }) => key));
  const isOfNoSlice = found?.backends.some(({ key }) => !ofSlices.has(key)) === true;
  const elsewhere = port.classes.find((other) => other !== ownClass && other.nodeCount > 0 && explains(port, other));
  return [
    ...(parsed.isTruncated ? [{ cause: 'text-truncated' as const, values: {} }] : []),
    ...tried.map(({ cause }) => cause),
    ...(elsewhere === undefined ? [] : [anotherNode(elsewhere)]),
    ...(isOfNoSlice ? [{ cause: 'endpoints-of-no-slice' as const, values: {} }] : []),
  ];
}

function anotherNode({ zone, node }: RouteClass): FoundCause {
  return { cause: 'another-node', values: node === undefined ? { zone } : { node, zone } };
}
