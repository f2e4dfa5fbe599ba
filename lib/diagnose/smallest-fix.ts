import { excluded, isControllersReason } from '#lib/diagnose/cause-of-nodes.ts';
import type { SmallestFix, WhyInput } from '#lib/diagnose/explanation.ts';
import { annotate, deleteSlices, labelNodes, lookAgain, patch } from '#lib/diagnose/fix-commands.ts';
import { endpointFixes } from '#lib/diagnose/fix-of-endpoints.ts';
import { describeNodes, noNodeCounted, oneZone, trafficDistribution } from '#lib/diagnose/fix-of-nodes.ts';
import { annotateFix, optIn, programsWithout } from '#lib/diagnose/fix-of-opt-in.ts';
import { isWrittenByController } from '#lib/diagnose/hint-decision.ts';
import { nodesByReason } from '#lib/diagnose/nodes-by-reason.ts';
import { whyText } from '#lib/diagnose/why-keys.ts';
import { autoAnnotation } from '#lib/scenario/change-mode.ts';

/** The fix of one reason; undefined where none is known. */
export type FixReader = (input: WhyInput) => SmallestFix | undefined;

/** The smallest change that would make zone routing take effect, with the commands that make it. */
export function smallestFix(input: WhyInput): SmallestFix | undefined {
  const { reason, state } = input.verdict;
  // A reason for following hints asks for nothing; one that others share with it does.
  if (state === 'zone-routed') return undefined;
  return Object.hasOwn(FIX_BY_REASON, reason) ? FIX_BY_REASON[reason]?.(input) : undefined;
}

const gate: FixReader = ({ verdict }) => ({
  text: whyText('fix.gate', { gate: String(verdict.reasonValues['gate'] ?? '') }),
  commands: [],
});

const annotationValue: FixReader = (input) => {
  const key = String(input.verdict.reasonValues['key'] ?? autoAnnotation(input.analysis.input.context.controllerRules));
  return optIn(input, { key, command: annotate(input, `${key}=Auto --overwrite`), alone: 'fix.annotation-value' });
};

const FIX_BY_REASON: Readonly<Record<string, FixReader>> = {
  ...endpointFixes,
  'not-opted-in': (input) => {
    // Nobody would give hints to a Service whose slices the controller does not write.
    if (!isWrittenByController(input.analysis.input.service)) return undefined;
    const gateName = 'TopologyAwareHints';
    const programs = programsWithout(gateName, input.analysis.input.context);
    if (programs.length === 0) return annotateFix(input);
    const key = autoAnnotation(input.analysis.input.context.controllerRules);
    return {
      text: whyText('fix.gate-and-annotate', { gate: gateName, programs: programs.join(', '), key }),
      commands: [annotate(input, `${key}=Auto`)],
    };
  },
  'annotation-missing': annotateFix,
  'annotation-value-not-enabling': annotationValue,
  'annotation-not-enabling': annotationValue,
  'annotation-shadowed': (input) => {
    const key = String(input.verdict.reasonValues['key'] ?? '');
    return { text: whyText('fix.remove-annotation', { key }), commands: [annotate(input, `${key}-`)] };
  },
  'annotation-key-not-read': (input) => {
    const key = autoAnnotation(input.analysis.input.context.controllerRules);
    return optIn(input, { key, command: annotate(input, `${key}=auto`), alone: 'fix.older-key' });
  },
  'hints-gate-off': gate,
  'traffic-distribution-gate-off': gate,
  'gate-off': gate,
  'traffic-distribution-not-supported': (input) =>
    trafficDistribution(input, 'fix.other-traffic-distribution') ?? annotateFix(input),
  'node-without-zone': (input) => {
    const isEverywhere = isControllersReason(input);
    const names = isEverywhere ? excluded(input, 'no-zone') : nodesByReason(input.port, 'node-without-zone');
    const commands = [...labelNodes(names), ...(isEverywhere ? lookAgain(input) : [])];
    return { text: whyText('fix.label-nodes', { nodes: names.length }), commands };
  },
  'node-without-cpu': (input) => {
    const names = excluded(input, 'no-cpu');
    return { text: whyText('fix.node-cpu', { nodes: names.length }), commands: describeNodes(names) };
  },
  'one-zone-only': oneZone,
  'no-node-counted': noNodeCounted,
  'windows-ignores-hints': ({ port }) => ({
    text: whyText('fix.nodes-of-linux', { nodes: nodesByReason(port, 'windows-ignores-hints').length }),
    commands: [],
  }),
  'internal-policy-local-without-endpoint': (input) => ({
    text: whyText('fix.policy-local'),
    commands: [patch(input, { internalTrafficPolicy: 'Cluster' })],
  }),
  'external-policy-local-switches-hints-off': (input) => ({
    text: whyText('fix.external-policy'),
    commands: [patch(input, { externalTrafficPolicy: 'Cluster' })],
  }),
  'zones-not-counted-again': (input) => ({ text: whyText('fix.count-again'), commands: lookAgain(input) }),
  'hints-missing': again,
  'endpoint-zone-outdated': again,
};

function again(input: WhyInput): SmallestFix {
  const { comparesNodes, recountsOnZoneChange } = input.analysis.input.context.controllerRules;
  const commands = lookAgain(input);
  if (!recountsOnZoneChange && input.analysis.hinting.kind === 'auto') {
    return { text: whyText('fix.count-again'), commands };
  }
  return comparesNodes
    ? { text: whyText('fix.sync'), commands }
    : { text: whyText('fix.delete-slices'), commands: [deleteSlices(input)] };
}
