import type { ClusterFacts } from '#lib/diagnose/cluster-facts.ts';
import type { PortRouting } from '#lib/proxy-filter/service-routing.ts';

type ClassByNode = PortRouting['classByNode'];

const weightsByFacts = new WeakMap<ClusterFacts, WeakMap<ClassByNode, Float64Array>>();

/**
 * The part of the client mix in each class of a port. Most Services share one table of classes, so that the sum over
 * all nodes is made once for all of them.
 */
export function classWeights(routing: PortRouting, facts: ClusterFacts): Float64Array {
  const weightsByTable = weightsByFacts.get(facts) ?? new WeakMap<ClassByNode, Float64Array>();
  weightsByFacts.set(facts, weightsByTable);
  const known = weightsByTable.get(routing.classByNode);
  if (known !== undefined) return known;
  const weights = new Float64Array(routing.classes.length);
  for (const [node, index] of routing.classByNode.entries()) {
    weights[index] = (weights[index] ?? 0) + (facts.weights[node] ?? 0);
  }
  weightsByTable.set(routing.classByNode, weights);
  return weights;
}
