import type { Analysis, HintComparison } from '#lib/diagnose/analysis.ts';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { hintComparison } from '#lib/diagnose/hint-comparison.ts';
import { serviceMode } from '#lib/diagnose/service-mode.ts';
import { currentZone } from '#lib/diagnose/standing-decision.ts';
import { whyText } from '#lib/diagnose/why-keys.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { IpFamily } from '#lib/model/service.ts';
import type { Text } from '#lib/model/text.ts';
import { type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { ruleContextOf } from '#lib/scenario/rule-context.ts';

/** Hints as they stand that are not those the rules predict. */
export interface HintDifference {
  readonly zones: readonly {
    /** '' is "no hint". */
    readonly zone: string;
    readonly expected: number;
    readonly actual: number;
  }[];
  readonly likelyCause: Text;
}

/** The difference of one family, with its likeliest cause; undefined where actual and predicted hints agree. */
export function hintDifference(analysis: Analysis, family: IpFamily): HintDifference | undefined {
  const comparison = analysis.hintsByFamily.get(family);
  if (comparison === undefined || !comparison.differs) return undefined;
  const { expectedByZone, actualByZone } = comparison;
  const zones = [...new Set([...Object.keys(expectedByZone), ...Object.keys(actualByZone)])].sort();
  return {
    zones: zones.map((zone) => ({ zone, expected: expectedByZone[zone] ?? 0, actual: actualByZone[zone] ?? 0 })),
    likelyCause: likelyCause(analysis, family, comparison),
  };
}

/**
 * The first of these that holds: somebody else writes slices; the old minors have not counted or not compared; the sync
 * fails; the slices are behind the pods; another minor's rules explain them; hints that nothing asks for; and else what
 * happens every day: nodes changed, and that alone is no reason to look at a Service again.
 */
function likelyCause(analysis: Analysis, family: IpFamily, { standing, actualByZone }: HintComparison): Text {
  const { slices, pods, context } = analysis.input;
  const ofFamily = slices.filter(({ addressType }) => addressType === family);
  const foreign = ofFamily.filter(({ managedBy }) => managedBy !== ENDPOINT_SLICE_CONTROLLER);
  const [first] = foreign;
  if (first !== undefined) {
    return whyText('difference.custom-slices', { slices: foreign.length, manager: first.managedBy || '–' });
  }
  if (standing.reason === 'zones-not-counted-again') return whyText('difference.zones-not-counted-again');
  const outdated = outdatedEndpoints(ofFamily, analysis);
  if (outdated > 0 && context.controllerRules.comparesNodes) {
    return whyText('difference.endpoint-zone', { endpoints: outdated });
  }
  const lost = pods.find(({ nodeName }) => nodeName !== '' && !analysis.nodeByName.has(nodeName));
  if (lost !== undefined) return whyText('difference.missing-node', { pod: lost.name, node: lost.nodeName });
  const behind = podsNotWritten(ofFamily, analysis);
  if (behind > 0) return whyText('difference.paused', { pods: behind });
  const version = explainingVersion(analysis, ofFamily, actualByZone);
  if (version !== undefined) return whyText('difference.other-version', { version });
  return whyText(analysis.hinting.kind === 'none' ? 'difference.left-behind' : 'difference.nodes-changed');
}

function outdatedEndpoints(slices: readonly EndpointSlice[], { nodeByName }: Analysis): number {
  return slices
    .flatMap(({ endpoints }) => endpoints)
    .filter((endpoint) => {
      const zone = currentZone(endpoint, nodeByName);
      return zone !== undefined && zone !== (endpoint.zone ?? '');
    }).length;
}

/** Ready pods that stand in no slice as ready, and endpoints that are ready though their pod is not. */
function podsNotWritten(slices: readonly EndpointSlice[], { input }: Analysis): number {
  if (input.service.publishNotReadyAddresses) return 0;
  const readyByUid = new Map(
    slices.flatMap(({ endpoints }) =>
      endpoints.map(({ targetRef, conditions }) => [targetRef?.uid ?? '', conditions.ready === true] as const),
    ),
  );
  return input.pods.filter(({ uid, ready, deletionTime, podIPs }) => {
    const isReady = ready?.status === 'True' && deletionTime === undefined && podIPs.length > 0;
    return isReady !== (readyByUid.get(uid) ?? false);
  }).length;
}

/** A controller manager one minor older or newer than the API server, which an upgrade has for a while. */
function explainingVersion(
  { input, nodeByName }: Analysis,
  slices: readonly EndpointSlice[],
  actualByZone: HintComparison['actualByZone'],
): string | undefined {
  const { question, version } = input.context;
  for (const minor of [version.minor - 1, version.minor + 1]) {
    const other: KubeVersion = { major: version.major, minor, patch: 0 };
    const text = `${other.major}.${minor}`;
    if (parseVersion(text) === undefined) continue;
    const context = ruleContextOf({ ...question, overrideVersion: other });
    const rules = context.controllerRules;
    const { ratios } = clusterFactsOf(context);
    const { hinting } = serviceMode(input.service, rules);
    const { expectedByZone } = hintComparison({ service: input.service, slices, hinting, ratios, rules, nodeByName });
    if (JSON.stringify(expectedByZone) === JSON.stringify(actualByZone)) return text;
  }
  return undefined;
}
