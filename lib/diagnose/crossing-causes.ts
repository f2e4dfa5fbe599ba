import type { Analysis, ClientClass, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { whole } from '#lib/diagnose/port-loads.ts';
import { type WhyKey, whyText } from '#lib/diagnose/why-keys.ts';
import type { Text } from '#lib/model/text.ts';

/** One thing that makes traffic cross zones although hints are on. */
export interface CrossingCause {
  readonly text: Text;
  /** Part of all traffic of the client mix (0..1); absent for what no hint shows. */
  readonly share?: number;
}

/**
 * What explains "hints on, and still crossing": first what the filter itself lets cross, each with its part of the
 * traffic (together all that crosses), then what hints say nothing of. Only what applies here; empty where no endpoint
 * carries a hint, or a Local policy decides.
 */
export function crossingCauses(analysis: Analysis, port: PortAnalysis | undefined): readonly CrossingCause[] {
  if (port === undefined || analysis.mode === 'Local') return [];
  if (!port.endpoints.some(({ zoneHints, nodeHints }) => zoneHints.length > 0 || nodeHints.length > 0)) return [];
  return [...filterCauses(port), ...otherCauses(analysis, port)];
}

interface Crossing {
  readonly nodes: number;
  readonly share: number;
}

function filterCauses(port: PortAnalysis): readonly CrossingCause[] {
  const crossingByKey = new Map<WhyKey, Crossing>();
  for (const one of port.classes) {
    const share = crossingShare(one);
    if (one.nodes === 0 || share === 0) continue;
    const key = keyOf(one);
    const known = crossingByKey.get(key) ?? { nodes: 0, share: 0 };
    crossingByKey.set(key, { nodes: known.nodes + one.nodes, share: known.share + share });
  }
  return [...crossingByKey]
    .sort(([, left], [, right]) => right.share - left.share)
    .map(([key, { nodes, share }]) => ({
      text: whyText(key, key === 'crossing.lent' ? { endpoints: lentEndpoints(port), nodes } : { nodes }),
      share: whole(share),
    }));
}

/** The class's part of the mix that goes to endpoints outside its zone, on other nodes. */
function crossingShare({ backends, kept, weight }: ClientClass): number {
  return backends.length === 0 ? 0 : whole(weight - kept);
}

function keyOf({ zone, scope, reason }: ClientClass): WhyKey {
  if (scope === 'zone' || scope === 'node') return 'crossing.lent';
  if (reason === 'windows-ignores-hints') return 'crossing.windows';
  if (reason === 'data-plane-ignores-hints') return 'crossing.data-plane';
  if (zone === undefined) return 'crossing.node-without-zone';
  return reason === 'no-endpoint-hinted-to-zone' ? 'crossing.no-hint-for-zone' : 'crossing.not-followed';
}

/** Ready endpoints that are hinted to another zone than their own. */
export function lentEndpoints({ endpoints }: PortAnalysis): number {
  return endpoints.filter(
    ({ readiness, zone, zoneHints }) => readiness === 'ready' && zoneHints.some((hint) => hint !== zone),
  ).length;
}

function otherCauses({ input }: Analysis, port: PortAnalysis): readonly CrossingCause[] {
  const { service } = input;
  const policies = port.routing.classes[0]?.policies;
  const affinity = whyText('crossing.affinity', { seconds: service.sessionAffinityTimeout ?? 10_800 });
  const isExposed = policies?.externallyAccessible === true;
  return [
    ...(service.sessionAffinity === 'ClientIP' ? [{ text: affinity }] : []),
    ...(isExposed ? [{ text: whyText(policies.externalLocal ? 'crossing.outside-local' : 'crossing.outside') }] : []),
    ...(port.classes.some(({ scope }) => scope === 'zone' || scope === 'node')
      ? [{ text: whyText('crossing.established') }]
      : []),
  ];
}
