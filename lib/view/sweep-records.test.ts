import { describe, expect, it } from 'vitest';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { sweepCsv, sweepRecord } from '#lib/view/sweep-records.ts';

const ROW: ServiceRow = {
  key: 'shop/web',
  mode: 'Auto',
  modeSource: 'service.kubernetes.io/topology-mode: Auto',
  verdict: {
    state: 'off',
    reason: 'overload-threshold',
    reasonValues: { endpoints: 11, zones: 3 },
    nodesInEffect: 0,
    nodesInAll: 6,
    inZoneShare: 1 / 3,
    idleEndpoints: 0,
    largestLoad: 1,
  },
  endpointsByZone: { a: 6, '': 5 },
  warnings: [{ key: 'w', values: {} }],
  flips: 2,
  flipsAt: { fewer: 10, more: 12 },
};
const say = ({ key }: { readonly key: string }) => `words of ${key}`;

describe('the sweep for programs', () => {
  it('holds the fields of a row, and leaves out what does not apply', () => {
    const record = sweepRecord(ROW, say);
    expect(record).toMatchObject({ service: 'shop/web', endpoints: 11, flipsBelow: 10, flipsAbove: 12, flips: 2 });
    expect('couldOptIn' in record).toBe(false);
    const optIn = { mode: 'PreferSameZone', inZoneShare: 1, largestLoad: 1.1 } as const;
    expect(sweepRecord({ ...ROW, optIn }, say)).toMatchObject({ couldOptIn: 'PreferSameZone', couldOptInLoad: 1.1 });
  });

  it('tells no share of what stays in its zone where what routes is unknown', () => {
    const verdict = { ...ROW.verdict, state: 'unknown', reason: 'data-plane-unknown' } as const;
    expect('inZoneShare' in sweepRecord({ ...ROW, verdict }, say)).toBe(false);
    expect('inZoneShare' in sweepRecord(ROW, say)).toBe(true);
  });

  it('is CSV with one line of heads', () => {
    const [heads, line, end] = sweepCsv([sweepRecord(ROW, say)]).split('\r\n');
    expect(heads?.split(',').slice(0, 3)).toEqual(['service', 'verdict', 'reason']);
    expect(line).toContain('shop/web,off,overload-threshold,words of overload-threshold,Auto,');
    expect(line).toContain(',a=6 -=5,2,10,12,,,,words of w');
    expect(end).toBe('');
  });

  it('quotes what would break a line, and lets no value of a cluster be a formula', () => {
    const modeSource = '=HYPERLINK("http://evil.example","x")';
    const text = sweepCsv([sweepRecord({ ...ROW, modeSource, warnings: [] }, say)]);
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    for (const start of ['+', '-', '@', '\t']) {
      expect(sweepCsv([sweepRecord({ ...ROW, modeSource: `${start}1` }, say)])).toContain(`,'${start}1,`);
    }
  });
});
