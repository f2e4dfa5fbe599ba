import type { Analysis } from '#lib/diagnose/analysis.ts';

/**
 * A few nodes that show every class of nodes: for each port of the Services that are looked at, one node for each zone,
 * mode and reason that there is, and for what it has of its own. Greedy: the node that shows most that is new comes first.
 */
export function nodesOfEveryClass(analyses: readonly Analysis[], namespace: string): readonly string[] {
  const looked = analyses.filter(({ input }) => input.service.namespace === namespace);
  const names = analyses[0]?.nodes.map(({ name }) => name) ?? [];
  const classesByNode = new Map(names.map((name) => [name, classesOf(looked, name)]));
  const shown = new Set<string>();
  const chosen: string[] = [];
  for (;;) {
    const news = (name: string) => [...(classesByNode.get(name) ?? [])].filter((one) => !shown.has(one)).length;
    const [next] = names.toSorted((left, right) => news(right) - news(left));
    if (next === undefined || news(next) === 0) return chosen;
    chosen.push(next);
    for (const one of classesByNode.get(next) ?? []) shown.add(one);
  }
}

function classesOf(analyses: readonly Analysis[], node: string): ReadonlySet<string> {
  return new Set(
    analyses.flatMap(({ input, ports }) =>
      ports.flatMap(({ family, port, classByNode, routing }) => {
        const own = routing.classes[classByNode.get(node) ?? -1];
        if (own === undefined) return [];
        const { zone, mode, reason, local } = own;
        return `${input.service.name} ${family} ${port.name} ${zone} ${mode} ${reason} ${(local ?? []).length > 0}`;
      }),
    ),
  );
}
