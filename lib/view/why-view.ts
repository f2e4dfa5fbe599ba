import type { Analysis, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { crossingCauses } from '#lib/diagnose/crossing-causes.ts';
import { explain } from '#lib/diagnose/explain.ts';
import { hintDifference } from '#lib/diagnose/hint-difference.ts';
import type { Text } from '#lib/model/text.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { isDoubtful } from '#lib/proxy-filter/hint-use.ts';
import { crossesZones } from '#lib/view/crosses-zones.ts';
import { predicted } from '#lib/view/headline-view.ts';
import { portVerdicts } from '#lib/view/port-verdicts.ts';
import { selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { text } from '#lib/view/text-keys.ts';
import { unknownNodes, verdictTitle } from '#lib/view/unknown-nodes.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { WhyView } from '#lib/view/view-types.ts';
import { worthKnowing } from '#lib/view/worth-knowing.ts';

/**
 * Why zone routing is, or is not, in effect for the selected port: the verdict, Kubernetes' own words, the true cause with
 * the objects that are at fault, the smallest change that fixes it; the verdicts of the other ports where they differ;
 * what crosses all the same, and where the hints are not those that the rules predict.
 */
export function whyView(answer: ServiceAnswer, url: UrlState): WhyView {
  const { analysis, live } = answer;
  const port = selectedPort(analysis, url);
  const livePort = live && selectedPort(live, url);
  const verdict = port?.verdict ?? analysis.verdict;
  const { nodesInEffect: nodes, nodesInAll: all, inZoneShare: share } = verdict;
  const unknown = unknownNodes(verdict);
  const { words, cause, fix } = explain(analysis, port);
  const difference = port && hintDifference(analysis, port.family);
  return {
    verdict: verdict.state,
    title: verdictTitle(verdict),
    summary: summaryOf({ nodes, all, share, unknown }),
    ...(live === undefined ? {} : { liveSummary: liveSummary(livePort?.verdict ?? live.verdict) }),
    reason: { key: verdict.reason, values: verdict.reasonValues },
    kubernetesSays: words,
    cause,
    ...(fix === undefined ? {} : { fix }),
    ports: portVerdicts(analysis, port),
    rules: rulesInForce(port, live && rulesInForce(livePort)),
    zones: zoneRows({ analysis, port }, live && { analysis: live, port: livePort }),
    crossing: crossingCauses(analysis, port),
    ...(difference === undefined ? {} : { difference }),
    worthKnowing: worthKnowing(answer),
  };
}

interface Summary {
  readonly nodes: number;
  readonly all: number;
  readonly share: number | undefined;
  readonly unknown: number;
}

/** A share that rests on what routes on some nodes is told as that. */
function summaryOf({ nodes, all, share, unknown }: Summary): Text {
  const isUnknown = unknown > 0;
  if (share === undefined) {
    return isUnknown
      ? text('why.summary-unknown-without-share', { nodes, all, unknown })
      : text('why.summary-without-share', { nodes, all });
  }
  return isUnknown
    ? text('why.summary-unknown', { nodes, all, unknown, share })
    : text('why.summary', { nodes, all, share });
}

/** In one line: what it is now, beside what it would be. */
function liveSummary({ state, nodesInEffect: nodes, nodesInAll: all, inZoneShare: share }: Verdict): Text {
  return share === undefined
    ? text('why.live-without-share', { nodes, all, verdict: state })
    : text('why.live', { nodes, all, share, verdict: state });
}

type Rules = WhyView['rules'];

interface Rule {
  readonly reason: Text;
  readonly isDoubtful: boolean;
  readonly example: string;
  nodes: number;
}

/** One entry for each reason, with how many nodes it holds for and one of them. */
function rulesInForce(port: PortAnalysis | undefined, live?: Rules): Rules {
  const ruleByKey = new Map<string, Rule>();
  const exampleByClass = new Map<number, string>();
  for (const [name, index] of port?.classByNode ?? []) if (!exampleByClass.has(index)) exampleByClass.set(index, name);
  for (const [index, { nodes, reason, reasonValues }] of (port?.classes ?? []).entries()) {
    const routeClass = port?.routing.classes[index];
    if (nodes === 0 || routeClass === undefined) continue;
    const doubt = isDoubtful(routeClass);
    // Zones are told apart only where the reason speaks of one.
    const key = `${reason} ${doubt} ${reasonValues['zone'] ?? ''}`;
    const known = ruleByKey.get(key);
    if (known !== undefined) known.nodes += nodes;
    else {
      const example = exampleByClass.get(index) ?? '';
      ruleByKey.set(key, { reason: { key: reason, values: reasonValues }, isDoubtful: doubt, example, nodes });
    }
  }
  return [...ruleByKey.values()].map(({ reason, isDoubtful: doubt, example, nodes }) => {
    const before = live?.find(
      (rule) =>
        rule.text.key === reason.key &&
        rule.text.values?.['zone'] === reason.values?.['zone'] &&
        (rule.isDoubtful ?? false) === doubt,
    );
    const counted = predicted(nodes, live && (before?.nodes.value ?? 0));
    return { text: reason, nodes: counted, example, ...(doubt && { isDoubtful: doubt }) };
  });
}

interface ZoneScene {
  readonly analysis: Analysis;
  readonly port: PortAnalysis | undefined;
}

/** By zone, each number with the live one where a what-if changes it. */
function zoneRows(scene: ZoneScene, live: ZoneScene | undefined): WhyView['zones'] {
  const before = new Map(live && zoneNumbers(live).map((row) => [row.zone, row]));
  return zoneNumbers(scene).map(({ zone, nodes, cpuShare, endpoints, hinted, load }) => {
    const now = before.get(zone) ?? (live && { nodes: 0, endpoints: 0, hinted: 0 });
    return {
      ...(zone === undefined ? {} : { zone }),
      nodes: predicted(nodes, now?.nodes),
      ...(cpuShare === undefined ? {} : { cpuShare: predicted(cpuShare, before.get(zone)?.cpuShare) }),
      endpoints: predicted(endpoints, now?.endpoints),
      hinted: predicted(hinted, now?.hinted),
      ...(load === undefined ? {} : { load: predicted(load, before.get(zone)?.load) }),
    };
  });
}

interface ZoneNumbers {
  readonly zone?: string;
  readonly nodes: number;
  readonly cpuShare?: number;
  readonly endpoints: number;
  readonly hinted: number;
  readonly load?: number;
}

/**
 * Each zone's share of CPU as the controller counts it (absent where it counts none), its endpoints, how many are hinted
 * to it, and the load of its own endpoints as a multiple of the fair share.
 */
function zoneNumbers({ analysis, port }: ZoneScene): readonly ZoneNumbers[] {
  const ready = (port?.endpoints ?? []).flatMap((endpoint, index) =>
    endpoint.readiness === 'ready' ? [{ ...endpoint, share: port?.shares[index] ?? 0 }] : [],
  );
  const { ratios } = analysis;
  return analysis.zones.map(({ zone, nodes }) => {
    const cpuShare = ratios.known && zone !== undefined ? ratios.ratioByZone.get(zone) : undefined;
    const own = ready.filter((endpoint) => !crossesZones(endpoint.zone, zone));
    const load = own.reduce((sum, endpoint) => sum + endpoint.share, 0);
    return {
      ...(zone === undefined ? {} : { zone }),
      nodes,
      ...(cpuShare === undefined ? {} : { cpuShare }),
      endpoints: own.length,
      hinted: zone === undefined ? 0 : ready.filter(({ zoneHints }) => zoneHints.includes(zone)).length,
      ...(own.length === 0 ? {} : { load: (load * ready.length) / own.length }),
    };
  });
}
