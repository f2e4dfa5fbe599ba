import type { Analysis } from '#lib/diagnose/analysis.ts';
import { dataPlaneText, groupDataPlanes } from '#lib/diagnose/data-plane.ts';
import type { NodeExclusion } from '#lib/diagnose/node-facts.ts';
import { loadWarnings } from '#lib/diagnose/service-warnings.ts';
import type { Text } from '#lib/model/text.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { type TextKey, text } from '#lib/view/text-keys.ts';

/** What is wrong beside the verdict, and what the answer rests on. */
export function worthKnowing({ analysis, assumptions }: ServiceAnswer): readonly Text[] {
  return [
    ...loadWarnings(analysis.verdict),
    ...notCountedOf(analysis),
    ...dataPlanesOf(analysis),
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
