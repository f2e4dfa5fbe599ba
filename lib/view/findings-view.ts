import type { Analysis } from '#lib/diagnose/analysis.ts';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { lintNodes } from '#lib/diagnose/lint-nodes.ts';
import { byLevel, type Finding } from '#lib/diagnose/lint-rules.ts';
import { lintService } from '#lib/diagnose/lint-service.ts';
import { lintNodeLocalDns } from '#lib/diagnose/node-local-dns.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { type PortChoice, selectedPort } from '#lib/view/selected-port.ts';
import type { FindingView } from '#lib/view/view-types.ts';

/** More objects than these are counted, not named. */
const MOST_OBJECTS = 8;

/** The linter's findings about one Service by its worst verdict; `hasService` knows the names of all that there are. */
export function findingsOfService(
  analysis: Analysis,
  hasService: (key: NamespacedName) => boolean,
  verdict: Verdict = analysis.verdict,
): readonly Finding[] {
  const { service, slices, context, clients } = analysis.input;
  const { mode, modeSource, hinting } = analysis;
  const modeFacts = { mode, ...(modeSource === undefined ? {} : { modeSource }), hinting };
  const facts = clusterFactsOf(context, clients);
  return byLevel([
    ...lintService({ service, slices, facts, modeFacts, rules: context.controllerRules, verdict }),
    ...lintNodeLocalDns(namespacedName(service), hasService),
  ]);
}

/** The same, as the page shows them: by the verdict of the port and family that are looked at. */
export function serviceFindings(
  analysis: Analysis,
  hasService: (key: NamespacedName) => boolean,
  choice: PortChoice,
): readonly FindingView[] {
  return grouped(findingsOfService(analysis, hasService, selectedPort(analysis, choice)?.verdict));
}

/** The findings about nodes, which concern every Service. */
export function clusterFindings({ input }: Pick<Analysis, 'input'>): readonly FindingView[] {
  return grouped(lintNodes(input.context));
}

/** Objects of which the same is to be said stand under it together. */
function grouped(findings: readonly Finding[]): readonly FindingView[] {
  const groupByKey = new Map<string, Finding[]>();
  for (const one of findings) {
    const key = `${one.rule} ${JSON.stringify(one.why.values)}`;
    const group = groupByKey.get(key);
    if (group === undefined) groupByKey.set(key, [one]);
    else group.push(one);
  }
  return [...groupByKey].flatMap(([key, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, level, why, fix } = first;
    const named = group.slice(0, MOST_OBJECTS);
    return [
      {
        id: key,
        rule,
        level,
        why,
        fix,
        objects: named.map(({ object, field }) => ({ ...object, field })),
        more: group.length - named.length,
        commands: named.flatMap(({ commands }) => commands),
      },
    ];
  });
}
