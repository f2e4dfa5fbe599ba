import { describe, expect, it } from 'vitest';
import { comparePort } from '#lib/proxy-text/compare-port.ts';

const DIAL = { action: 'dial', backends: ['10.0.0.1:80', '10.0.0.2:80'] } as const;
const share = (key: string, part: number) => ({ key, share: part });
const ALL = { showsRefusals: true };

describe('comparePort() tells one address as it should be from what was found', () => {
  const cases = [
    { name: 'the same', found: [share('10.0.0.1:80', 0.5), share('10.0.0.2:80', 0.5)], want: 'equal' },
    {
      name: 'what 31 bits leave of a half',
      found: [share('10.0.0.1:80', 0.5 + 1e-9), share('10.0.0.2:80', 0.5)],
      want: 'equal',
    },
    { name: 'one endpoint less', found: [share('10.0.0.1:80', 1)], want: 'missing' },
    { name: 'one more', found: ['1', '2', '3'].map((end) => share(`10.0.0.${end}:80`, 1 / 3)), want: 'extra' },
    { name: 'another one instead', found: [share('10.0.0.1:80', 0.5), share('10.0.0.9:80', 0.5)], want: 'missing' },
    { name: 'unequal shares', found: [share('10.0.0.1:80', 0.25), share('10.0.0.2:80', 0.75)], want: 'weight-differs' },
  ] as const;
  for (const { name, found, want } of cases) {
    it(`${name}: ${want}`, () => expect(comparePort(DIAL, { action: 'dial', backends: found }, ALL).status).toBe(want));
  }

  it('lists what is missing and what is extra', () => {
    const found = { action: 'dial', backends: [share('10.0.0.1:80', 0.5), share('10.0.0.9:80', 0.5)] } as const;
    expect(comparePort(DIAL, found, ALL)).toEqual({
      status: 'missing',
      missing: ['10.0.0.2:80'],
      extra: ['10.0.0.9:80'],
    });
  });
  it('no rule at all misses every endpoint', () =>
    expect(comparePort(DIAL, undefined, ALL)).toEqual({ status: 'missing', missing: DIAL.backends, extra: [] }));
  it('a drop is not a rejection', () => {
    const reject = { action: 'reject', backends: [] } as const;
    expect(comparePort(reject, { action: 'drop', backends: [] }, ALL).status).toBe('missing');
    expect(comparePort(reject, reject, ALL).status).toBe('equal');
  });
  it('a refusal that the text cannot show is not missing', () => {
    const reject = { action: 'reject', backends: [] } as const;
    expect(comparePort(reject, undefined, { showsRefusals: false }).status).toBe('equal');
    expect(comparePort(reject, undefined, ALL).status).toBe('missing');
  });
  it('endpoints where a refusal should be are extra', () => {
    const found = { action: 'dial', backends: [share('10.0.0.1:80', 1)] } as const;
    expect(comparePort({ action: 'reject', backends: [] }, found, ALL).status).toBe('extra');
  });
});
