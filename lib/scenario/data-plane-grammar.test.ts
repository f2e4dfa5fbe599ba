import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATA_PLANE_KINDS } from '#lib/model/data-plane.ts';
import { formatDataPlanes, parseDataPlanes } from '#lib/scenario/data-plane-grammar.ts';

describe('parseDataPlanes()', () => {
  it('reads a kind for a node and one for all', () => {
    expect(parseDataPlanes('kind-worker:ipvs, *:cilium').overrides).toEqual([
      { node: 'kind-worker', kind: 'ipvs' },
      { kind: 'cilium' },
    ]);
  });
  const wrong = ['kind-worker', 'kind-worker:ebpf', ':ipvs', 'A node:ipvs', '*'];
  for (const text of wrong) {
    it(`names "${text}" as what it cannot read, and keeps the rest`, () => {
      const { overrides, problems } = parseDataPlanes(`${text},n1:none`);
      expect(overrides).toEqual([{ node: 'n1', kind: 'none' }]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`"${text}"`);
    });
  }
  it('reads back whatever was written', () => {
    const node = fc.option(fc.stringMatching(/^[a-z0-9]([-a-z0-9.]{0,20}[a-z0-9])?$/), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(node, fc.constantFrom(...DATA_PLANE_KINDS))), (pairs) => {
        const overrides = pairs.map(([name, kind]) => (name === undefined ? { kind } : { node: name, kind }));
        expect(parseDataPlanes(formatDataPlanes(overrides))).toEqual({ overrides, problems: [] });
      }),
    );
  });
});
