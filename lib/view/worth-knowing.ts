import type { Analysis, NodeExclusion, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { dataPlaneText, groupDataPlanes } from '#lib/diagnose/data-plane.ts';
import { FEWEST_SHARE } from '#lib/hints/allocations.ts';
import type { Text } from '#lib/model/text.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { type TextKey, text } from '#lib/view/text-keys.ts';

/** What explains "hints on, and still crossing", and what the answer rests on. */
export function worthKnowing(
  { analysis, assumptions }: ServiceAnswer,
  port: PortAnalysis | undefined,
): readonly Text[] {
  const { service } = analysis.input;
  const ready = port?.endpoints.filter(({ readiness }) => readiness === 'ready') ?? [];
  const lent = ready.filter(
    ({ zone, zoneHints }) => zoneHints.length > 0 && !zoneHints.some((hint) => hint === zone),
  ).length;
  const withoutZone = analysis.nodes.filter(({ zone }) => zone === undefined).length;
  const windows = analysis.nodes.filter((node) => node.windows).length;
  return [
    ...minimaOf(analysis, port),
    ...analysis.warnings,
    ...differenceOf(analysis, port),
    ...(lent === 0 ? [] : [text('know.lent', { endpoints: lent })]),
    ...notCountedOf(analysis),
    ...(withoutZone === 0 || withoutZone === analysis.nodes.length
      ? []
      : [text('know.no-zone', { nodes: withoutZone })]),
    ...(windows === 0 ? [] : [text('know.windows', { nodes: windows })]),
    ...dataPlanesOf(analysis),
    ...(service.sessionAffinity === 'ClientIP' ? [text('know.affinity')] : []),
    ...(service.externalTrafficPolicy === 'Local' ? [text('know.external-local')] : []),
    ...assumptions,
    text('know.computed'),
  ];
}

/** What routes in place of kube-proxy, or may, and how that was found; Windows has a text of its own. */
function dataPlanesOf({ nodes }: Analysis): readonly Text[] {
  return groupDataPlanes(nodes)
    .filter(({ finding }) => finding !== 'no-sign' && finding !== 'windows')
    .map((group) => {
      const { key, values } = dataPlaneText(group);
      return { key: `know.${key}`, values: { ...values, nodes: group.nodes, example: group.example } };
    });
}

const NOT_COUNTED_KEYS: readonly (readonly [NodeExclusion, TextKey])[] = [
  ['control-plane', 'know.not-counted-control-plane'],
  ['not-ready', 'know.not-counted-not-ready'],
  ['no-zone', 'know.not-counted-no-zone'],
  ['no-cpu', 'know.not-counted-no-cpu'],
];

/** One text for each reason that leaves some node out of the CPU shares. */
function notCountedOf({ nodes }: Analysis): readonly Text[] {
  return NOT_COUNTED_KEYS.flatMap(([why, key]) => {
    const count = nodes.filter(({ notCounted }) => notCounted === why).length;
    return count === 0 ? [] : [text(key, { nodes: count })];
  });
}

/** Where endpoints cannot be shared out: what each zone would need (topologycache TopologyCache.getAllocations). */
function minimaOf({ ratios, hintsByFamily }: Analysis, port: PortAnalysis | undefined): readonly Text[] {
  const decision = port && hintsByFamily.get(port.family)?.decision;
  if (decision?.reason !== 'overload-threshold' || !ratios.known) return [];
  const endpoints = Number(decision.values['endpoints']);
  const minima = [...ratios.ratioByZone].map(
    ([zone, ratio]) => [zone, Math.ceil(ratio * endpoints * FEWEST_SHARE)] as const,
  );
  const sum = minima.reduce((total, [, minimum]) => total + minimum, 0);
  return [
    text('know.minima', { minima: minima.map(([zone, minimum]) => `${zone} ${minimum}`).join(', '), sum, endpoints }),
  ];
}

function differenceOf({ hintsByFamily }: Analysis, port: PortAnalysis | undefined): readonly Text[] {
  const comparison = port && hintsByFamily.get(port.family);
  if (!comparison?.differs) return [];
  const counts = (countByZone: Readonly<Record<string, number>>) =>
    Object.entries(countByZone)
      .map(([zone, count]) => `${zone === '' ? '–' : zone} ${count}`)
      .join(', ');
  const { expectedByZone, actualByZone } = comparison;
  return [text('know.hints-expected', { expected: counts(expectedByZone), actual: counts(actualByZone) })];
}
