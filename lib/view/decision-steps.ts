import type { PortAnalysis } from '#lib/diagnose/analysis.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import type { Text } from '#lib/model/text.ts';
import { isDoubtful } from '#lib/proxy-filter/hint-use.ts';
import type { RouteClass } from '#lib/proxy-filter/service-routing.ts';
import { text } from '#lib/view/text-keys.ts';
import type { Step } from '#lib/view/view-types.ts';

/**
 * The chain of decisions that leads one node's kube-proxy to its list, in the order in which it asks: what is ready,
 * whether a policy decides, node hints, zone hints, and what remains.
 */
export function decisionSteps(port: PortAnalysis, routeClass: RouteClass, node: NodeFacts): readonly Step[] {
  const { counts, policies, reason, reasonValues } = routeClass;
  const { endpoints, ready } = counts;
  const first = text('step.endpoints', { endpoints, ready });
  const dialled = port.classes[port.classByNode.get(node.name) ?? -1]?.backends.length ?? 0;
  const asked: Text[] = policies.internalLocal
    ? [text('step.internal-local', { node: node.name, local: counts.localReady })]
    : hintSteps(routeClass, node);
  const doubt = isDoubtful(routeClass) ? [text('step.if-kube-proxy', { node: node.name })] : [];
  const outcome = { key: reason, values: reasonValues };
  return [first, ...asked, ...doubt, outcome, text('step.so', { dialled })].map((sentence) => ({ text: sentence }));
}

function hintSteps({ counts, rules, mode }: RouteClass, node: NodeFacts): Text[] {
  const { ready, withoutZoneHint, withoutNodeHint, hintedToZone, hintedToNode } = counts;
  if (!rules.zoneHints || ready === 0) return [];
  const steps: Text[] = [];
  if (rules.nodeHints && withoutNodeHint < ready) {
    steps.push(text('step.node-hints', { hinted: ready - withoutNodeHint, ready }));
    steps.push(text('step.for-node', { endpoints: hintedToNode, node: node.name }));
    if (mode === 'PreferSameNode') return steps;
  }
  steps.push(
    withoutZoneHint === 0
      ? text('step.all-hinted', { ready })
      : text('step.some-hinted', { without: withoutZoneHint, ready }),
  );
  if (withoutZoneHint === 0 && node.zone !== undefined) {
    steps.push(text('step.for-zone', { endpoints: hintedToZone, zone: node.zone }));
  }
  return steps;
}
