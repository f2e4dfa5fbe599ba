import { analyse } from '#lib/diagnose/analyse.ts';
import type { PortAnalysis } from '#lib/diagnose/analysis.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** What a prediction is held against reality by: counts, since which of several equal endpoints is lent is left to chance. */
export interface Signature {
  /** By family: hints on ready endpoints per zone, and how many backends each node dials. */
  readonly exact: string;
  /** The same with the nodes of a zone for alike. */
  readonly byZone: string;
}

export function signatureOf(input: ServiceInput): Signature {
  const { ports, nodeByName } = analyse(input);
  const families = [...new Set(ports.map(({ family }) => family))].sort();
  const parts = families.map((family) => {
    const port = ports.find((candidate) => candidate.family === family);
    if (port === undefined) return { hints: '', exact: '', byZone: '' };
    const dialled = [...port.classByNode].map(([node, index]) => ({
      node,
      zone: nodeByName.get(node)?.zone ?? '-',
      count: port.classes[index]?.backends.length ?? 0,
    }));
    return {
      hints: `${family} hints ${hintsByZone(port)}`,
      exact: joined(dialled.map(({ node, count }) => `${node}:${count}`)),
      byZone: joined(dialled.map(({ zone, count }) => `${zone}:${count}`)),
    };
  });
  return {
    exact: parts.map(({ hints, exact }) => `${hints} dials ${exact}`).join('; '),
    byZone: parts.map(({ hints, byZone }) => `${hints} dials ${byZone}`).join('; '),
  };
}

function hintsByZone({ endpoints }: PortAnalysis): string {
  const countByZone = new Map<string, number>();
  for (const { readiness, zoneHints } of endpoints) {
    if (readiness !== 'ready') continue;
    for (const zone of zoneHints.length === 0 ? ['none'] : zoneHints) {
      countByZone.set(zone, (countByZone.get(zone) ?? 0) + 1);
    }
  }
  return joined([...countByZone].map(([zone, count]) => `${zone}:${count}`)) || 'no ready endpoint';
}

function joined(parts: readonly string[]): string {
  return [...parts].sort().join(' ');
}
