import { added, type Flip, type FlipScene, largestOf, ratiosUnder, withZone } from '#lib/diagnose/flip-scene.ts';
import { isNodeReady, zoneLabelOf } from '#lib/model/node.ts';

const MOST_ADDED = 8;
const MOST_CPUS = 64;

/** A node is lost with its endpoints: NotReady, its pods unready. Nodes that nothing tells apart are tried once. */
export function nodeLostFlips(scene: FlipScene): readonly Flip[] {
  const { nodes, analysis, endpoints } = scene;
  const countsUnready = analysis.input.context.controllerRules.hintsUnreadyEndpoints;
  const countByNode = new Map<string, number>();
  for (const { nodeName } of endpoints) countByNode.set(nodeName, (countByNode.get(nodeName) ?? 0) + 1);
  const tried = new Set<string>();
  for (const node of nodes) {
    const { zone = '', cpuMilli = 0, notCounted = '' } = analysis.nodeByName.get(node.name) ?? {};
    // Where unready endpoints count, a lost node takes none away.
    const lost = countsUnready ? 0 : (countByNode.get(node.name) ?? 0);
    const key = `${zone} ${cpuMilli} ${notCounted} ${lost}`;
    if (!isNodeReady(node) || tried.has(key)) continue;
    tried.add(key);
    const without = nodes.map((other) => (other === node ? { ...node, ready: { status: 'Unknown' as const } } : other));
    const counts = added(scene.countByZone, zone, -lost);
    if (scene.wouldHint(counts, ratiosUnder(without, scene)) === scene.hints) continue;
    const values = { node: node.name, zone, ...(!countsUnready && { endpoints: lost }) };
    return [{ kind: 'node-lost', distance: 1, values }];
  }
  return [];
}

/** A zone label is taken from a node, or given to the only one that lacks it. */
export function relabelFlips(scene: FlipScene): readonly Flip[] {
  const tried = new Set<string>();
  for (const node of scene.nodes) {
    const zone = zoneLabelOf(node) ?? '';
    const own = scene.endpoints.filter(({ nodeName }) => nodeName === node.name).length;
    const { notCounted = '' } = scene.analysis.nodeByName.get(node.name) ?? {};
    const key = `${zone} ${notCounted} ${own}`;
    if (tried.has(key)) continue;
    if (zone !== '') tried.add(key);
    for (const next of zone === '' ? scene.zones : ['']) {
      const nodes = scene.nodes.map((other) => (other === node ? withZone(node, next) : other));
      const counts = added(added(scene.countByZone, zone, -own), next, own);
      if (scene.wouldHint(counts, ratiosUnder(nodes, scene)) === scene.hints) continue;
      const change = { kind: 'relabel', node: node.name, zone: next } as const;
      return [{ kind: 'node-relabelled', distance: 1, values: { node: node.name, zone: next }, change }];
    }
  }
  return [];
}

/** Nodes as large as the largest of the zone, as few as it takes. */
export function nodeAddedFlips(scene: FlipScene): readonly Flip[] {
  return scene.zones.flatMap((zone) => {
    const model = largestOf(scene, zone);
    if (model === undefined) return [];
    for (let count = 1; count <= MOST_ADDED; count++) {
      const nodes = [...scene.nodes, ...Array.from({ length: count }, () => model)];
      if (scene.wouldHint(scene.countByZone, ratiosUnder(nodes, scene)) === scene.hints) continue;
      const cpu = String(Math.ceil((model.allocatable.cpuNano ?? 0) / 1e6) / 1000);
      const change = { kind: 'node-add', zone, cpu, count } as const;
      return [{ kind: 'node-added' as const, distance: count, values: { nodes: count, zone, cpu }, change }];
    }
    return [];
  });
}

/** The largest node of a zone with another number of whole CPUs: the nearest below and above. */
export function cpuFlips(scene: FlipScene, zone: string): readonly Flip[] {
  const node = largestOf(scene, zone);
  if (node === undefined) return [];
  const now = (node.allocatable.cpuNano ?? 0) / 1e9;
  const flipsAt = (cpus: number) => {
    const resized = { ...node, allocatable: { ...node.allocatable, cpuNano: cpus * 1e9 } };
    const nodes = scene.nodes.map((other) => (other === node ? resized : other));
    return scene.wouldHint(scene.countByZone, ratiosUnder(nodes, scene)) !== scene.hints;
  };
  const flip = (cpus: number): Flip => ({
    kind: 'cpu',
    distance: Math.abs(cpus - now),
    values: { node: node.name, cpu: cpus, now, zone },
    change: { kind: 'cpu', node: node.name, cpu: String(cpus) },
  });
  const found: Flip[] = [];
  for (let cpus = Math.ceil(now) - 1; cpus >= 1; cpus--) {
    if (!flipsAt(cpus)) continue;
    found.push(flip(cpus));
    break;
  }
  for (let cpus = Math.floor(now) + 1; cpus <= Math.max(MOST_CPUS, 2 * now); cpus++) {
    if (!flipsAt(cpus)) continue;
    found.push(flip(cpus));
    break;
  }
  return found;
}
