import { valueAt } from '#lib/model/object-meta.ts';
import { hintUseOf } from '#lib/proxy-filter/hint-use.ts';
import type { Refusal, RouteChoice, RouteQuestion } from '#lib/proxy-filter/route-choice.ts';
import { topologyKeysRoute } from '#lib/proxy-filter/topology-keys-route.ts';

/**
 * Chooses what the cluster list is made of, with every fallback: `topologyModeFromHints` and `canUseTopology`
 * (pkg/proxy/topology.go) and what `CategorizeEndpoints` does before and after them; for older versions `FilterEndpoints`.
 * - No hint is followed (a `Refusal` says why): every ready endpoint.
 * - None is ready: those that serve while they terminate, wherever they are, where the version does so; else nothing.
 * A data plane without hints keeps to the policies; Windows knows neither.
 * Local lists are not decided here: they hold what is ready on the node, whatever the mode.
 */
export function chooseRoute(question: RouteQuestion): RouteChoice {
  const { rules, policies, summary, dataPlane } = question;
  if (dataPlane === 'windows') {
    const isTerminating = rules.filter === 'CategorizeEndpoints' && summary.terminating === summary.total;
    return withoutPreference(question, { reason: 'windows-ignores-hints', values: {} }, isTerminating);
  }
  if (rules.filter === 'FilterEndpoints') {
    if (policies.externalLocal && rules.externalLocalSwitchesHintsOff) {
      const why = { reason: 'external-policy-local-switches-hints-off', values: {} } as const;
      return withoutPreference(question, why, false);
    }
    if (rules.topologyKeys) return topologyKeysChoice(question);
    if (policies.internalLocal) return { mode: '', source: 'local', ...internalLocalReason(question) };
  } else if (!policies.usesCluster) {
    return { mode: '', source: 'nothing', ...internalLocalReason(question) };
  }
  if (hintUseOf(dataPlane) === 'ignores') {
    const why = { reason: 'data-plane-ignores-hints', values: { dataPlane } } as const;
    return withoutPreference(question, why, rules.clusterFallsBackToTerminating);
  }
  const preference = nodePreference(question) ?? zonePreference(question);
  if (isChoice(preference)) return preference;
  return withoutPreference(question, preference, rules.clusterFallsBackToTerminating);
}

function topologyKeysChoice(question: RouteQuestion): RouteChoice {
  const route = topologyKeysRoute(question);
  if (question.summary.total > 0 && isChoice(route)) return route;
  return withoutPreference(question, route, false);
}

function isChoice(preference: RouteChoice | Refusal): preference is RouteChoice {
  return 'source' in preference;
}

function withoutPreference({ summary }: RouteQuestion, refusal: Refusal, fallsBack: boolean): RouteChoice {
  if (summary.ready.length > 0) return { mode: '', source: 'ready', ...refusal };
  if (summary.total === 0) return { mode: '', source: 'nothing', reason: 'no-endpoint', values: {} };
  if (fallsBack && summary.servingTerminating.length > 0) {
    const values = { endpoints: summary.servingTerminating.length };
    return { mode: '', source: 'serving-terminating', reason: 'terminating-fallback', values };
  }
  return { mode: '', source: 'nothing', reason: 'no-ready-endpoint', values: { endpoints: summary.total } };
}

function internalLocalReason({ node, summary, rules }: RouteQuestion): Refusal {
  if (summary.total === 0) return { reason: 'no-endpoint', values: {} };
  const ready = node === undefined ? 0 : summary.places().localReady(node).length;
  const serving = node === undefined ? 0 : summary.places().localServingTerminating(node).length;
  const fallsBack = rules.filter === 'CategorizeEndpoints' && rules.localFallsBackToTerminating;
  const endpoints = ready === 0 && fallsBack ? serving : ready;
  return endpoints === 0
    ? { reason: 'internal-policy-local-without-endpoint', values: {} }
    : { reason: 'internal-policy-local', values: { endpoints } };
}

/** Every ready endpoint has a node hint and at least one names this node; a refusal shows only in the counts. */
function nodePreference({ rules, node, summary }: RouteQuestion): RouteChoice | undefined {
  if (!rules.nodeHints || !rules.zoneHints || node === undefined) return undefined;
  if (summary.nodeHints().without > 0) return undefined;
  const endpoints = summary.nodeHints().readyNaming(node)?.length ?? 0;
  if (endpoints === 0) return undefined;
  return { mode: 'PreferSameNode', source: 'hinted-to-node', reason: 'same-node', values: { node, endpoints } };
}

/** Every endpoint that counts has a zone hint and at least one names this zone; else the first thing that is missing. */
function zonePreference(question: RouteQuestion): RouteChoice | Refusal {
  const { rules, zone, summary, endpoints } = question;
  if (!rules.zoneHints) return { reason: 'gate-off', values: { gate: rules.zoneHintsGate } };
  const annotation = annotationRefusal(question);
  if (annotation !== undefined) return annotation;
  const mustAllBeHinted = rules.hintsMustBeOn === 'every-endpoint';
  const counted = mustAllBeHinted ? summary.total : summary.ready.length;
  const ready = summary.ready.length;
  const { without, firstWithout } = summary.zoneHints;
  if (without === counted) return { reason: 'no-hints', values: { ready } };
  if (zone === '' && !rules.emptyZoneIsAZone) return { reason: 'node-without-zone', values: {} };
  if (without > 0) {
    const isUnready = mustAllBeHinted && summary.ready.indexOf(firstWithout ?? -1) < 0;
    const address = endpoints[firstWithout ?? -1]?.address ?? '';
    const reason = isUnready ? 'unready-endpoint-without-zone-hint' : 'endpoint-without-zone-hint';
    return { reason, values: { without, ready, address } };
  }
  const named = summary.zoneHints.readyNaming(zone);
  if (named === undefined) {
    return zone === ''
      ? { reason: 'node-without-zone', values: {} }
      : { reason: 'no-endpoint-hinted-to-zone', values: { zone, ready } };
  }
  const chosen = named.length;
  return {
    mode: 'PreferSameZone',
    source: 'hinted-to-zone',
    reason: chosen === 0 ? 'same-zone-but-none-ready' : 'same-zone',
    values: { zone, endpoints: chosen },
  };
}

/** The first annotation that is present decides, even when its value is odd. */
function annotationRefusal({ rules, service }: RouteQuestion): Refusal | undefined {
  const [firstKey] = rules.annotationKeys;
  if (firstKey === undefined) return undefined;
  const key = rules.annotationKeys.find((candidate) => valueAt(service.annotations, candidate) !== undefined);
  if (key === undefined)
    return { reason: 'annotation-missing', values: { key: rules.annotationKeys.at(-1) ?? firstKey } };
  const value = valueAt(service.annotations, key) ?? '';
  const enables =
    rules.annotationEnables === 'auto-only'
      ? value === 'Auto' || value === 'auto'
      : value !== '' && value !== 'disabled' && value !== 'Disabled';
  return enables ? undefined : { reason: 'annotation-not-enabling', values: { key, value } };
}
