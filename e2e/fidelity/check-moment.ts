import type { Analysis } from '#lib/diagnose/analysis.ts';
import { isSelected } from '#lib/endpoint-slice/is-selected.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import { namespacedName } from '#lib/model/names.ts';
import { parseVersion } from '#lib/model/version.ts';
import { normaliseIptables, normaliseNft } from '#lib/proxy-text/fixture.test-support.ts';
import type { ProxyOptions } from '#lib/proxy-text/print-input.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { compareDump } from '#lib/view/compare-dump.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { printProxyText } from '#lib/view/proxy-print.ts';
import type { Moment } from './moment.ts';

export type Mode = 'iptables' | 'nftables';

/** The rules of one node in one mode, as its kernel showed them. */
export interface Dump {
  readonly node: string;
  readonly mode: Mode;
  readonly text: string;
}

export interface NodeCheck {
  readonly node: string;
  readonly mode: Mode;
  /** Addresses of Service ports whose backends were compared. */
  readonly addresses: number;
  /** Lines of rules that were compared. */
  readonly lines: number;
  /** What differs, one sentence each; empty: all is equal. */
  readonly differences: readonly string[];
  /** How often a kube-proxy had to be started anew, since the one before had not come to rest. */
  readonly restarts?: number;
}

/** What no object tells of the programs. */
export interface Programs {
  readonly version: string;
  readonly gates: readonly GateOverride[];
}

/** Every Service of the moment, as the page answers it. */
export function analysesOf({ objects }: Moment, { version, gates }: Programs): readonly Analysis[] {
  const parsed = parseVersion(version);
  if (parsed === undefined) throw new Error(`Cannot check: "${version}" is no version`);
  const nodes = objects.filter((object) => object.kind === 'Node').toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const slices = objects.filter((object) => object.kind === 'EndpointSlice');
  const pods = objects.filter((object) => object.kind === 'Pod');
  return objects
    .filter((object) => object.kind === 'Service')
    .toSorted((a, b) => (namespacedName(a) < namespacedName(b) ? -1 : 1))
    .map((service) => {
      const own = slices.filter((slice) => slice.namespace === service.namespace && slice.serviceName === service.name);
      const snapshot = { version: parsed, gateOverrides: gates, nodes, service, slices: own, now: 0 };
      const selected = pods.filter((pod) => isSelected(pod, service));
      return answerService({ ...snapshot, pods: selected }, DEFAULT_URL_STATE).analysis;
    });
}

/** Holds Zonescope's answer and its text for one node against what was in the node's kernel. */
export function checkNode(analyses: readonly Analysis[], dump: Dump, options: ProxyOptions): NodeCheck {
  const { node, mode, text } = dump;
  const comparison = compareDump({ analyses, node, text, hasAllServices: true });
  if (typeof comparison === 'string') {
    const shown = `${comparison}, of ${text.length} characters: ${JSON.stringify(text.slice(0, 200))}`;
    return { node, mode, addresses: 0, lines: 0, differences: [shown] };
  }
  const printed = printProxyText({ analyses, node, options }, mode) ?? '';
  const { lines, differences } = compareTexts(printed, text, mode);
  return {
    node,
    mode,
    addresses: comparison.ports.length,
    lines,
    differences: [
      ...comparison.ports
        .filter(({ status }) => status !== 'equal')
        .map(({ status, predicted, found, missing, extra }) => {
          const about = predicted ?? found;
          return `${about?.protocol} ${about?.destination} ${status}: missing ${missing}, extra ${extra}`;
        }),
      ...differences,
    ],
  };
}

function compareTexts(printed: string, real: string, mode: Mode): Pick<NodeCheck, 'lines' | 'differences'> {
  const ours = linesOf(printed, mode);
  const theirs = linesOf(real, mode);
  const wanted = new Set(theirs);
  const written = new Set(ours);
  const differences = [
    ...theirs.filter((line) => !written.has(line)).map((line) => `not written: ${line}`),
    ...ours.filter((line) => !wanted.has(line)).map((line) => `written in excess: ${line}`),
  ];
  const isReordered = differences.length === 0 && ours.join('\n') !== theirs.join('\n');
  return { lines: theirs.length, differences: isReordered ? ['the rules stand in another order'] : differences };
}

/** What belongs to Services, sorted where Kubernetes has no order. */
function linesOf(text: string, mode: Mode): readonly string[] {
  if (mode === 'iptables') return normaliseIptables(text);
  return [...normaliseNft(text)].flatMap(([block, lines]) => [block, ...lines.map((line) => `${block}: ${line}`)]);
}
