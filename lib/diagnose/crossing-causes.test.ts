import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { crossingCauses } from '#lib/diagnose/crossing-causes.ts';
import { situation, withEndpoints } from '#lib/diagnose/situation.test-support.ts';
import type { Service } from '#lib/model/service.ts';
import { contextOf, type NodeOptions } from '#lib/scenario/tutorial.test-support.ts';

const TWO = ['a1', 'a2', 'b1', 'b2'].map((name): NodeOptions => ({ name, zone: name.slice(0, 1) }));
const CLOSE = { trafficDistribution: 'PreferClose' };

function causes(nodes: readonly NodeOptions[], service: Partial<Service> = CLOSE, windows: readonly string[] = []) {
  const given = situation({ version: 'v1.34.0', nodes, podsOn: ['a1', 'a2', 'b1', 'b2'], service });
  const all = given.nodes.map((node) => (windows.includes(node.name) ? { ...node, operatingSystem: 'windows' } : node));
  const analysis = analyse({ ...given, nodes: all, context: contextOf(all, 'v1.34.0') });
  return { analysis, list: crossingCauses(analysis, analysis.ports[0]) };
}

describe('crossingCauses', () => {
  it('has only the connections of before to name where all stays in its zone', () => {
    expect(causes(TWO).list).toEqual([{ text: { key: 'crossing.established', values: {} } }]);
  });

  it('is silent where no endpoint carries a hint', () => {
    expect(causes(TWO, {}).list).toEqual([]);
  });

  it('gives each cause its part, which together are all that crosses', () => {
    const nodes = [...TWO, { name: 'c1', zone: 'c' }, { name: 'n1' }, { name: 'w1', zone: 'a' }];
    const { analysis, list } = causes(nodes, CLOSE, ['w1']);
    const parts = list.filter(({ share }) => share !== undefined);
    expect(parts.map(({ text }) => text.key).sort()).toEqual([
      'crossing.no-hint-for-zone',
      'crossing.node-without-zone',
      'crossing.windows',
    ]);
    const sum = parts.reduce((total, { share = 0 }) => total + share, 0);
    expect(sum).toBeCloseTo(1 - (analysis.ports[0]?.verdict.inZoneShare ?? 0));
  });

  it('counts lent endpoints and the nodes that dial them', () => {
    const given = withEndpoints(
      situation({ version: 'v1.34.0', nodes: TWO, podsOn: ['a1', 'a2', 'b1', 'b2'], service: CLOSE }),
      (endpoint, index) => (index === 0 ? { ...endpoint, hints: { forZones: ['b'] } } : endpoint),
    );
    const analysis = analyse(given);
    const [lent] = crossingCauses(analysis, analysis.ports[0]);
    expect(lent?.text).toEqual({ key: 'crossing.lent', values: { endpoints: 1, nodes: 2 } });
    expect(lent?.share).toBeCloseTo(0.5 / 3);
  });

  it('names session affinity with its seconds, and traffic from outside by its policy', () => {
    const ports = [{ name: 'dns', protocol: 'UDP', port: 53, nodePort: 30053 }];
    const exposed = { ...CLOSE, type: 'NodePort', ports };
    const keys = (service: Partial<Service>) => causes(TWO, service).list.map(({ text }) => text);
    expect(keys({ ...CLOSE, sessionAffinity: 'ClientIP', sessionAffinityTimeout: 60 })).toContainEqual({
      key: 'crossing.affinity',
      values: { seconds: 60 },
    });
    expect(keys(exposed).map(({ key }) => key)).toContain('crossing.outside');
    expect(keys({ ...exposed, externalTrafficPolicy: 'Local' }).map(({ key }) => key)).toContain(
      'crossing.outside-local',
    );
  });

  it('leaves a Local policy to itself', () => {
    expect(causes(TWO, { ...CLOSE, internalTrafficPolicy: 'Local' }).list).toEqual([]);
  });
});
