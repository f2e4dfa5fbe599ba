import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMix, parseMix } from '#lib/scenario/mix-grammar.ts';

describe('parseMix', () => {
  const cases = [
    { name: 'by CPU', text: 'cpu', mix: { kind: 'cpu' } },
    { name: 'by node', text: 'nodes', mix: { kind: 'nodes' } },
    { name: "another Service's nodes", text: 'service:shop/web', mix: { kind: 'service', key: 'shop/web' } },
    {
      name: 'typed parts, one of them for nodes without a zone',
      text: 'us-east-1a=60,b=2.5,-=1',
      mix: {
        kind: 'zones',
        parts: [
          { zone: 'us-east-1a', part: 60 },
          { zone: 'b', part: 2.5 },
          { zone: '', part: 1 },
        ],
      },
    },
  ] as const;
  for (const { name, text, mix } of cases) {
    it(`reads ${name}`, () => {
      expect(parseMix(text)).toEqual({ mix });
      expect(formatMix(mix)).toBe(text);
    });
  }

  for (const text of [
    '',
    'CPU',
    'service:web',
    'service:',
    'a',
    'a=',
    'a=-1',
    'a=1,a=2',
    'a=0,b=0',
    'a=1,,',
    'a=1=2',
    '=1',
    'a b=1',
  ]) {
    it(`refuses "${text}" in one sentence`, () => {
      expect(parseMix(text)).toEqual({ problem: expect.stringMatching(/^Cannot read mix ".*": it takes [^.]*$/) });
    });
  }

  it('reads back whatever it wrote', () => {
    const zone = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?$/);
    const part = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ zone, part }), { selector: (item) => item.zone, minLength: 1 }),
        (parts) => {
          const mix = { kind: 'zones', parts } as const;
          expect(parseMix(formatMix(mix))).toEqual({ mix });
        },
      ),
    );
  });
});
