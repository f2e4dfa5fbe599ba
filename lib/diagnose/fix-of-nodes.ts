import { excluded, nodesOfOtherZones } from '#lib/diagnose/cause-of-nodes.ts';
import type { SmallestFix, WhyInput } from '#lib/diagnose/explanation.ts';
import { annotate, lookAgain, patch } from '#lib/diagnose/fix-commands.ts';
import { whyText } from '#lib/diagnose/why-keys.ts';

/** What helps where the counted nodes are all in one zone. */
export function oneZone(input: WhyInput): SmallestFix | undefined {
  const zone = String(input.verdict.reasonValues['zone'] ?? '');
  const fix =
    bringBack(input, lostNodesOfOtherZones(input, zone)) ??
    (hasOtherZones(input, zone) ? trafficDistribution(input, 'fix.traffic-distribution') : undefined);
  if (fix !== undefined) return fix;
  const key = input.analysis.hinting.decidedBy?.key ?? '';
  return { text: whyText('fix.nothing-to-gain', { key }), commands: [annotate(input, `${key}-`)] };
}

/** What helps where no node counts. */
export function noNodeCounted(input: WhyInput): SmallestFix | undefined {
  return bringBack(input, excluded(input, 'not-ready')) ?? trafficDistribution(input, 'fix.traffic-distribution');
}

export function hasOtherZones({ analysis }: Pick<WhyInput, 'analysis'>, zone: string): boolean {
  return nodesOfOtherZones(analysis.nodes, zone).length > 0;
}

/** NotReady nodes of other zones than the only one that counts. */
export function lostNodesOfOtherZones({ analysis }: Pick<WhyInput, 'analysis'>, zone: string): readonly string[] {
  return nodesOfOtherZones(analysis.nodes, zone).flatMap(({ name, notCounted }) =>
    notCounted === 'not-ready' ? [name] : [],
  );
}

export function describeNodes(names: readonly string[]): readonly string[] {
  return names.map((name) => `kubectl describe node ${name}`);
}

function bringBack(input: WhyInput, names: readonly string[]): SmallestFix | undefined {
  if (names.length === 0) return undefined;
  const commands = [...describeNodes(names), ...touch(input)];
  return { text: whyText('fix.bring-nodes-back', { nodes: names.length }), commands };
}

/** A node that turns Ready is counted in every version, and still queues only Services that have hints. */
function touch(input: WhyInput): readonly string[] {
  return lookAgain(input).slice(input.analysis.input.context.controllerRules.recountsOnZoneChange ? 0 : 1);
}

/**
 * trafficDistribution knows no shares of CPU: one zone of workers, or none, does not stop it. Undefined where this version
 * knows no value of it.
 */
export function trafficDistribution(
  input: WhyInput,
  key: 'fix.traffic-distribution' | 'fix.other-traffic-distribution' | 'fix.ask-by-traffic-distribution',
): SmallestFix | undefined {
  const { controllerRules } = input.analysis.input.context;
  const accepted = controllerRules.trafficDistributions.filter((rule) => rule.accepted).map(({ value }) => value);
  const value = accepted.includes('PreferSameZone') ? 'PreferSameZone' : accepted[0];
  if (value === undefined) return undefined;
  const { decidedBy } = input.analysis.hinting;
  const unset = decidedBy?.kind === 'annotation' ? [annotate(input, `${decidedBy.key}-`)] : [];
  return { text: whyText(key, { value }), commands: [...unset, patch(input, { trafficDistribution: value })] };
}
