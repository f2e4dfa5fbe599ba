import { type CpuRatios, cpuRatios } from '#lib/hints/cpu-ratios.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Node } from '#lib/model/node.ts';

/** What a sync asks of the nodes, made once for a list of them. */
export interface NodeTable {
  readonly nodeByName: ReadonlyMap<string, Node>;
  readonly ratios: CpuRatios;
}

const tableByRulesByNodes = new WeakMap<readonly Node[], WeakMap<ControllerRules, NodeTable>>();

/**
 * The nodes by name and their zones' shares of CPU. Remembered for as long as the very list lives, so that thousands of
 * syncs, or steps of a slider, over the same nodes read them once; a list that is changed in place would not be noticed.
 */
export function nodeTableOf(nodes: readonly Node[], rules: ControllerRules): NodeTable {
  const tableByRules = tableByRulesByNodes.get(nodes) ?? new WeakMap<ControllerRules, NodeTable>();
  tableByRulesByNodes.set(nodes, tableByRules);
  const known = tableByRules.get(rules);
  if (known !== undefined) return known;
  const table = { nodeByName: new Map(nodes.map((node) => [node.name, node])), ratios: cpuRatios(nodes, rules) };
  tableByRules.set(rules, table);
  return table;
}
