import { dialledFrom } from '#lib/diagnose/dialled-list.ts';
import type { NodeFacts } from '#lib/diagnose/node-facts.ts';
import type { Text } from '#lib/model/text.ts';
import type { TrafficFrom } from '#lib/proxy-filter/dialled.ts';
import { isDoubtful } from '#lib/proxy-filter/hint-use.ts';
import type { RouteClass } from '#lib/proxy-filter/service-routing.ts';
import { text } from '#lib/view/text-keys.ts';
import type { Step } from '#lib/view/view-types.ts';

/**
 * The chain of decisions that leads one node's kube-proxy to its list for traffic of one origin, in the order in which it
 * asks: what is ready, whether a policy decides, node hints, zone hints, and what remains.
 */
export function decisionSteps(routeClass: RouteClass, node: NodeFacts, from: TrafficFrom): readonly Step[] {
  const { counts, policies } = routeClass;
  const { endpoints: all, ready } = counts;
  const { endpoints, reason, reasonValues } = dialledFrom(from, routeClass);
  const isLocal = from === 'outside' ? policies.externalLocal : policies.internalLocal;
  const steps: readonly Text[] = [
    text('step.endpoints', { endpoints: all, ready }),
    ...(isLocal ? [localStep(routeClass, node, from)] : hintSteps(routeClass, node)),
    ...(isDoubtful(routeClass) ? [text('step.if-kube-proxy', { node: node.name })] : []),
    { key: reason, values: reasonValues },
    text('step.so', { dialled: endpoints.length }),
  ];
  return steps.map((sentence) => ({ text: sentence }));
}

function localStep({ counts }: RouteClass, { name }: NodeFacts, from: TrafficFrom): Text {
  return text(from === 'outside' ? 'step.external-local' : 'step.internal-local', {
    node: name,
    local: counts.localReady,
  });
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
