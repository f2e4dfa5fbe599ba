import { excluded, isControllersReason, nodesOfOtherZones } from '#lib/diagnose/cause-of-nodes.ts';
import type { SmallestFix, WhyInput } from '#lib/diagnose/explanation.ts';
import { annotate, deleteSlices, labelNodes, lookAgain, patch } from '#lib/diagnose/fix-commands.ts';
import { endpointFixes } from '#lib/diagnose/fix-of-endpoints.ts';
import { annotateFix, programsWithout } from '#lib/diagnose/fix-of-opt-in.ts';
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
  return { text: whyText('fix.annotation-value', { key }), commands: [annotate(input, `${key}=Auto --overwrite`)] };
};

const FIX_BY_REASON: Readonly<Record<string, FixReader>> = {
  ...endpointFixes,
  'not-opted-in': (input) => {
    // Nobody would give hints to a Service whose slices the controller does not write.
    if (!isWrittenByController(input.analysis.input.service)) return undefined;
    const gateName = 'TopologyAwareHints';
    const programs = programsWithout(gateName, input.analysis.input.context);
    const fix = annotateFix(input);
    if (programs.length === 0) return fix;
    const key = autoAnnotation(input.analysis.input.context.controllerRules);
    return { ...fix, text: whyText('fix.gate-and-annotate', { gate: gateName, programs: programs.join(', '), key }) };
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
    return { text: whyText('fix.older-key', { key }), commands: [annotate(input, `${key}=auto`)] };
  },
  'hints-gate-off': gate,
  'traffic-distribution-gate-off': gate,
  'gate-off': gate,
  'traffic-distribution-not-supported': (input) => trafficDistribution(input, 'fix.other-traffic-distribution'),
  'node-without-zone': (input) => {
    const isEverywhere = isControllersReason(input);
    const names = isEverywhere ? excluded(input, 'no-zone') : nodesByReason(input.port, 'node-without-zone');
    const commands = [...labelNodes(names), ...(isEverywhere ? lookAgain(input) : [])];
    return { text: whyText('fix.label-nodes', { nodes: names.length }), commands };
  },
  'node-without-cpu': (input) => {
    const names = excluded(input, 'no-cpu');
    const commands = names.map((name) => `kubectl describe node ${name}`);
    return { text: whyText('fix.node-cpu', { nodes: names.length }), commands };
  },
  'one-zone-only': oneZone,
  'no-node-counted': (input) => bringBack(input, excluded(input, 'not-ready')) ?? trafficDistribution(input),
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

function oneZone(input: WhyInput): SmallestFix {
  const zone = String(input.verdict.reasonValues['zone'] ?? '');
  const others = nodesOfOtherZones(input.analysis.nodes, zone);
  const lost = others.filter(({ notCounted }) => notCounted === 'not-ready').map(({ name }) => name);
  const fix = bringBack(input, lost) ?? (others.length > 0 ? trafficDistribution(input) : undefined);
  if (fix !== undefined) return fix;
  const key = input.analysis.hinting.decidedBy?.key ?? '';
  return { text: whyText('fix.nothing-to-gain', { key }), commands: [annotate(input, `${key}-`)] };
}

function bringBack(input: WhyInput, names: readonly string[]): SmallestFix | undefined {
  if (names.length === 0) return undefined;
  const commands = names.map((name) => `kubectl describe node ${name}`);
  return { text: whyText('fix.bring-nodes-back', { nodes: names.length }), commands: [...commands, ...touch(input)] };
}

/** A node that turns Ready is counted in every version, and still queues only Services that have hints. */
function touch(input: WhyInput): readonly string[] {
  return lookAgain(input).slice(input.analysis.input.context.controllerRules.recountsOnZoneChange ? 0 : 1);
}

/** trafficDistribution knows no shares of CPU: one zone of workers, or none, does not stop it. */
function trafficDistribution(
  input: WhyInput,
  key: 'fix.traffic-distribution' | 'fix.other-traffic-distribution' = 'fix.traffic-distribution',
): SmallestFix | undefined {
  const { controllerRules } = input.analysis.input.context;
  const accepted = controllerRules.trafficDistributions.filter((rule) => rule.accepted).map(({ value }) => value);
  const value = accepted.includes('PreferSameZone') ? 'PreferSameZone' : accepted[0];
  if (value === undefined) return key === 'fix.other-traffic-distribution' ? annotateFix(input) : undefined;
  const { decidedBy } = input.analysis.hinting;
  const unset = decidedBy?.kind === 'annotation' ? [annotate(input, `${decidedBy.key}-`)] : [];
  return { text: whyText(key, { value }), commands: [...unset, patch(input, { trafficDistribution: value })] };
}
