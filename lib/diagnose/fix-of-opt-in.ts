import { excluded } from '#lib/diagnose/cause-of-nodes.ts';
import type { SmallestFix, WhyInput } from '#lib/diagnose/explanation.ts';
import { annotate, countAgain, deleteSlices, labelNodes, lookAgain } from '#lib/diagnose/fix-commands.ts';
import { replicasWithHints, unlabelledNodes } from '#lib/diagnose/fix-of-endpoints.ts';
import {
  describeNodes,
  hasOtherZones,
  lostNodesOfOtherZones,
  trafficDistribution,
} from '#lib/diagnose/fix-of-nodes.ts';
import { hintDecision } from '#lib/diagnose/hint-decision.ts';
import { whyText } from '#lib/diagnose/why-keys.ts';
import type { HintDecision } from '#lib/hints/hint-reasons.ts';
import { type GateName, gatesInForce } from '#lib/kube-version/feature-gates.ts';
import { autoAnnotation } from '#lib/scenario/change-mode.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

export interface OptIn {
  /** The annotation's key. */
  readonly key: string;
  /** What sets it. The change of the Service makes the controller look. */
  readonly command: string;
  /** What is said where nothing else is in the way. */
  readonly alone: 'fix.annotate' | 'fix.annotation-value' | 'fix.older-key';
}

/** Opting in by the annotation that this version reads. */
export function annotateFix(input: WhyInput): SmallestFix {
  const key = autoAnnotation(input.analysis.input.context.controllerRules);
  return optIn(input, { key, command: annotate(input, `${key}=Auto`), alone: 'fix.annotate' });
}

/**
 * Opting in by annotation, and before it what the controller would hold against it: an annotation that brings no hints
 * fixes nothing.
 * - Where endpoints still have the zones of before and this version does not compare them, it must write them anew as well.
 * - Control-plane nodes alone in the other zones: trafficDistribution, which counts them.
 * - One zone alone: there is nothing to gain.
 */
export function optIn(input: WhyInput, { key, command, alone }: OptIn): SmallestFix {
  const { comparesNodes } = input.analysis.input.context.controllerRules;
  const plain = {
    text: whyText(alone, { key }),
    commands: [command, ...(!comparesNodes && hasOutdatedZones(input) ? lookAgain(input) : [])],
  };
  const { reason, values } = decisionAfter(input);
  const nodesFirst = (text: NodesFirst, nodes: readonly string[], commands: readonly string[]): SmallestFix =>
    nodes.length === 0 ? plain : { text: whyText(text, { nodes: nodes.length, key }), commands };
  const bringBack = (nodes: readonly string[]) =>
    nodesFirst('fix.nodes-back-and-annotate', nodes, [...describeNodes(nodes), command]);
  switch (reason) {
    case 'node-without-zone':
    case 'endpoint-without-zone': {
      const nodes = reason === 'node-without-zone' ? excluded(input, 'no-zone') : unlabelledNodes(input);
      const commands = [...labelNodes(nodes), ...countAgain(input), command];
      return nodesFirst(
        'fix.label-nodes-and-annotate',
        nodes,
        comparesNodes ? commands : [...commands, deleteSlices(input)],
      );
    }
    case 'node-without-cpu': {
      const nodes = excluded(input, 'no-cpu');
      return nodesFirst('fix.node-cpu-and-annotate', nodes, [...describeNodes(nodes), command]);
    }
    case 'one-zone-only': {
      const zone = String(values['zone'] ?? '');
      const lost = lostNodesOfOtherZones(input, zone);
      if (lost.length > 0) return bringBack(lost);
      if (hasOtherZones(input, zone)) return trafficDistribution(input, 'fix.ask-by-traffic-distribution') ?? plain;
      return { text: whyText('fix.one-zone', { zone }), commands: [] };
    }
    case 'no-node-counted': {
      const lost = excluded(input, 'not-ready');
      if (lost.length > 0) return bringBack(lost);
      return trafficDistribution(input, 'fix.ask-by-traffic-distribution') ?? plain;
    }
    case 'fewer-endpoints-than-zones':
    case 'overload-threshold': {
      const more = replicasWithHints(input, Number(values['endpoints'] ?? 0));
      if (more === undefined) return plain;
      const text = whyText('fix.replicas-and-annotate', { endpoints: more.endpoints, more: more.more, key });
      return { text, commands: [...more.commands, command] };
    }
    default:
      return plain;
  }
}

type NodesFirst = 'fix.label-nodes-and-annotate' | 'fix.node-cpu-and-annotate' | 'fix.nodes-back-and-annotate';

/** What the controller would decide about the endpoints of this family if the Service asked for hints by CPU. */
function decisionAfter({ analysis, port }: WhyInput): HintDecision {
  const { service, slices, context } = analysis.input;
  return hintDecision({
    service,
    slices: slices.filter(({ addressType }) => addressType === port?.family),
    hinting: { kind: 'auto', decidedBy: { kind: 'annotation', key: '', value: '' } },
    ratios: analysis.ratios,
    rules: context.controllerRules,
    nodeByName: analysis.nodeByName,
  });
}

function hasOutdatedZones({ analysis, port }: WhyInput): boolean {
  return (port?.endpoints ?? []).some(({ nodeName, zone }) => {
    const current = analysis.nodeByName.get(nodeName)?.zone;
    return current !== undefined && current !== zone;
  });
}

/** The programs that are known to run without this gate; hints that were seen prove it of all but kube-proxy. */
export function programsWithout(gate: GateName, context: RuleContext): readonly string[] {
  const { version, question, controllerGates, proxyVersionByNode } = context;
  const overrides = question.gateOverrides;
  const isSeen = controllerGates[gate] === true;
  const isOff = (program: 'api-server' | 'controller') =>
    !isSeen && gatesInForce({ version, program, overrides })[gate] === false;
  const isProxyOff = [...proxyVersionByNode].some(
    ([node, proxyVersion]) =>
      context.proxyRulesByNode.get(node)?.zoneHints === false &&
      gatesInForce({ version: proxyVersion, program: 'kube-proxy', node, overrides })[gate] === false,
  );
  return [
    ...(isOff('api-server') ? ['API server'] : []),
    ...(isOff('controller') ? ['controller manager'] : []),
    ...(isProxyOff ? ['kube-proxy'] : []),
  ];
}
