import type { Analysis } from '#lib/diagnose/analysis.ts';
import type { NodeDataPlane } from '#lib/diagnose/data-plane.ts';
import { gatesInForce } from '#lib/kube-version/feature-gates.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import { asPrinted } from '#lib/proxy-text/as-printed.ts';
import { routingAlternatives } from '#lib/proxy-text/compare-alternatives.ts';
import { type ComparedPort, compareRules } from '#lib/proxy-text/compare-rules.ts';
import { otherProxiesIn, type UnreadableForm, unreadableFormOf } from '#lib/proxy-text/other-text.ts';
import { parseProxyText } from '#lib/proxy-text/parse-proxy-text.ts';
import type { ParsedRules } from '#lib/proxy-text/parsed-rules.ts';
import { type ComparisonSummary, summariseComparison } from '#lib/proxy-text/summarise-comparison.ts';
import { printInput } from '#lib/view/proxy-print.ts';

export interface DumpQuestion {
  /** The Services to compare, all analysed in one context. */
  readonly analyses: readonly Analysis[];
  readonly node: string;
  /** What `ipvsadm -ln`, `iptables-save` or `nft list ruleset` printed on it. */
  readonly text: string;
  /** Older states of the same slices, the newest first. */
  readonly earlierSlices?: readonly (readonly EndpointSlice[])[];
  /** The Services are all that the cluster has, so that other addresses in the dump are worth a word. */
  readonly hasAllServices: boolean;
}

export interface DumpComparison {
  readonly proxier: Proxier;
  /** One row for each address of each Service port, in the order of the Services. */
  readonly ports: readonly ComparedPort[];
  readonly summary: ComparisonSummary;
  readonly isEqual: boolean;
  /** How many addresses the dump has rules for. */
  readonly foundPorts: number;
  readonly families: ParsedRules['families'];
  readonly isTruncated: boolean;
  readonly showsWeights: boolean;
  /** False where kube-proxy serves none of the Services: all are headless, or handed to another proxy. */
  readonly hasServed: boolean;
  /** What was found to route on the node. */
  readonly dataPlane: NodeDataPlane | undefined;
  readonly unknownLines: readonly string[];
  readonly unknownCount: number;
}

/** Why a dump could not be compared. */
export type DumpRefusal = 'empty' | 'not-rules' | 'no-rule-read' | 'no-such-node' | UnreadableForm;

/** Holds what a node showed against the prediction for it, address by address, with what may lie behind a difference. */
export function compareDump(question: DumpQuestion): DumpComparison | DumpRefusal {
  const { analyses, node, hasAllServices } = question;
  const text = asPrinted(question.text);
  const input = printInput({ analyses, node });
  if (input === undefined) return 'no-such-node';
  if (text.trim() === '') return 'empty';
  const parsed = parseProxyText(text);
  const refusal = refusalOf(parsed, text);
  if (parsed === undefined || refusal !== undefined) return refusal ?? 'not-rules';
  const ports = compareRules({
    services: input.services,
    nodeIndex: input.node.index,
    parsed,
    alternatives: alternativesOf(question),
    others: otherProxiesIn(text),
    hasAllServices,
  });
  const { families, isTruncated, showsWeights, unknownLines, unknownCount, proxier } = parsed;
  const isEqual = ports.every(({ status }) => status === 'equal');
  const common = {
    proxier,
    families,
    isTruncated,
    showsWeights,
    unknownLines,
    unknownCount,
    foundPorts: parsed.ports.length,
    hasServed: input.services.some(({ routing }) => routing.ports.length > 0),
    dataPlane: dataPlaneFor(question),
  };
  return { ...common, ports, summary: summariseComparison(ports), isEqual };
}

/** A form that is not read is told by its name, so that the right command can be run; ipvsadm's names hide addresses. */
function refusalOf(parsed: ParsedRules | undefined, text: string): DumpRefusal | undefined {
  const hasRules = parsed !== undefined && parsed.ports.length > 0;
  if (hasRules && parsed.proxier !== 'ipvs') return undefined;
  const form = unreadableFormOf(text);
  if (hasRules) return form === 'ipvs-names' ? form : undefined;
  if (form !== undefined) return form;
  return parsed?.families.length === 0 ? 'no-rule-read' : undefined;
}

function dataPlaneFor({ analyses, node: name }: DumpQuestion): NodeDataPlane | undefined {
  return analyses[0]?.nodes.find((node) => node.name === name)?.dataPlane;
}

function alternativesOf(question: DumpQuestion) {
  const { analyses, node: name, earlierSlices } = question;
  const dataPlane = dataPlaneFor(question)?.kind;
  const context = analyses[0]?.input.context;
  const node = context?.question.nodes.find((candidate) => candidate.name === name);
  if (context === undefined || node === undefined) return [];
  const version = context.proxyVersionByNode.get(name) ?? context.version;
  return routingAlternatives({
    node,
    slices: analyses.flatMap(({ input }) => input.slices),
    ...(earlierSlices === undefined ? {} : { earlierSlices }),
    version,
    ...(dataPlane === undefined ? {} : { dataPlane }),
    gates: gatesInForce({ version, program: 'kube-proxy', overrides: context.question.gateOverrides, node: name }),
  });
}
