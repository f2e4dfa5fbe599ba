import type { Node } from '#lib/model/node.ts';
import { type RuleContext, ruleContextOf } from '#lib/scenario/rule-context.ts';

/** A dragged slider leaves one behind at every step: of each kind so many are kept. */
const MOST_KEPT = 8;

const nodesByKey = new WeakMap<readonly Node[], Map<string, readonly Node[]>>();
const contextByNodes = new WeakMap<RuleContext, WeakMap<readonly Node[], RuleContext>>();
const contextByVersion = new WeakMap<RuleContext, Map<string, RuleContext>>();

/**
 * The nodes after a what-if, as one object for all Services that it leaves with the same nodes: what is read from nodes
 * once (shares, classes, rules) is then read once for a whole sweep. `before` are the nodes of now; `key` names
 * everything else that decides, and no more of the Service than that.
 */
export function sharedNodes(before: readonly Node[], after: readonly Node[], key: string): readonly Node[] {
  return after === before ? before : kept(mapOf(nodesByKey, before), key, () => after);
}

/** The rules of `context` for other nodes, one object for the same nodes. */
export function contextFor(context: RuleContext, nodes: readonly Node[]): RuleContext {
  if (nodes === context.question.nodes) return context;
  const byNodes = contextByNodes.get(context) ?? new WeakMap<readonly Node[], RuleContext>();
  contextByNodes.set(context, byNodes);
  const known = byNodes.get(nodes);
  if (known !== undefined) return known;
  const next = ruleContextOf({ ...context.question, nodes });
  byNodes.set(nodes, next);
  return next;
}

/** The rules where every program has another version, one object for the same version. */
export function contextAt(context: RuleContext, version: string, make: () => RuleContext): RuleContext {
  return kept(mapOf(contextByVersion, context), version, make);
}

function kept<Value>(valueByKey: Map<string, Value>, key: string, make: () => Value): Value {
  const known = valueByKey.get(key);
  if (known !== undefined) return known;
  const [oldest] = valueByKey.keys();
  if (valueByKey.size >= MOST_KEPT && oldest !== undefined) valueByKey.delete(oldest);
  const value = make();
  valueByKey.set(key, value);
  return value;
}

function mapOf<Base extends WeakKey, Value>(mapByBase: WeakMap<Base, Map<string, Value>>, base: Base) {
  const known = mapByBase.get(base) ?? new Map<string, Value>();
  mapByBase.set(base, known);
  return known;
}
