import type { ZonePart } from '#lib/model/client-mix.ts';
import { isNodeReady, type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { ClientSource } from '#lib/scenario/client-source.ts';

/**
 * Each node's part of the client mix, 0..1, by its position; all 0 where nobody sends. Only Ready nodes send,
 * control-plane nodes like others.
 * - Where no Ready node tells its CPU, a mix by CPU takes each as the same.
 * - Zones that a typed mix does not name, or that have no Ready node, send nothing.
 */
export function clientWeights(nodes: readonly Node[], { mix, endpointsByNode }: ClientSource): Float64Array {
  switch (mix.kind) {
    case 'cpu':
      return normalised(cpuParts(nodes));
    case 'nodes':
      return normalised(nodes.map((node) => Number(isNodeReady(node))));
    case 'service':
      return normalised(nodes.map((node) => (isNodeReady(node) ? (endpointsByNode?.get(node.name) ?? 0) : 0)));
    case 'zones':
      return normalised(zoneParts(nodes, mix.parts));
  }
}

function cpuParts(nodes: readonly Node[]): readonly number[] {
  const cpu = nodes.map((node) => (isNodeReady(node) ? (node.allocatable.cpuNano ?? 0) : 0));
  return cpu.some((part) => part > 0) ? cpu : nodes.map((node) => Number(isNodeReady(node)));
}

function zoneParts(nodes: readonly Node[], parts: readonly ZonePart[]): readonly number[] {
  const partByZone = new Map(parts.map(({ zone, part }) => [zone, part]));
  const cpu = cpuParts(nodes);
  const zones = nodes.map((node) => zoneLabelOf(node) ?? '');
  const cpuByZone = new Map<string, number>();
  for (const [index, zone] of zones.entries()) cpuByZone.set(zone, (cpuByZone.get(zone) ?? 0) + (cpu[index] ?? 0));
  return cpu.map((part, index) => {
    const zone = zones[index] ?? '';
    const all = cpuByZone.get(zone) ?? 0;
    return all === 0 ? 0 : ((partByZone.get(zone) ?? 0) * part) / all;
  });
}

function normalised(parts: readonly number[]): Float64Array {
  const total = parts.reduce((sum, part) => sum + part, 0);
  return Float64Array.from(parts, (part) => (total === 0 ? 0 : part / total));
}
