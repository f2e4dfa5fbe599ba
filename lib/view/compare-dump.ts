import type { Analysis } from '#lib/diagnose/analysis.ts';
import { gatesInForce } from '#lib/kube-version/feature-gates.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import { routingAlternatives } from '#lib/proxy-text/compare-alternatives.ts';
import { type ComparedPort, compareRules } from '#lib/proxy-text/compare-rules.ts';
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
  readonly unknownLines: readonly string[];
  readonly unknownCount: number;
}

/** Why a dump could not be compared. */
export type DumpRefusal = 'not-rules' | 'no-such-node';

/** Holds what a node showed against the prediction for it, address by address, with what may lie behind a difference. */
export function compareDump(question: DumpQuestion): DumpComparison | DumpRefusal {
  const { analyses, node, text, hasAllServices } = question;
  const input = printInput({ analyses, node });
  if (input === undefined) return 'no-such-node';
  const parsed = parseProxyText(text);
  if (parsed === undefined) return 'not-rules';
  const ports = compareRules({
    services: input.services,
    nodeIndex: input.node.index,
    parsed,
    alternatives: alternativesOf(question),
    hasAllServices,
  });
  const { families, isTruncated, unknownLines, unknownCount, proxier } = parsed;
  const isEqual = ports.every(({ status }) => status === 'equal');
  const common = { proxier, families, isTruncated, unknownLines, unknownCount, foundPorts: parsed.ports.length };
  return { ...common, ports, summary: summariseComparison(ports), isEqual };
}

function alternativesOf({ analyses, node: name, earlierSlices }: DumpQuestion) {
  const context = analyses[0]?.input.context;
  const node = context?.question.nodes.find((candidate) => candidate.name === name);
  if (context === undefined || node === undefined) return [];
  const version = context.proxyVersionByNode.get(name) ?? context.version;
  return routingAlternatives({
    node,
    slices: analyses.flatMap(({ input }) => input.slices),
    ...(earlierSlices === undefined ? {} : { earlierSlices }),
    version,
    gates: gatesInForce({ version, program: 'kube-proxy', overrides: context.question.gateOverrides, node: name }),
  });
}
