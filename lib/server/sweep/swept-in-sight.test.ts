import { describe, expect, it } from 'vitest';
import type { SweepScenario } from '#lib/diagnose/sweep.ts';
import type { ClientMix } from '#lib/model/client-mix.ts';
import { shopSight } from '#lib/server/auth/sight.test-support.ts';
import { bodyInSight, namesOnlyWhatIsSeen } from '#lib/server/sweep/swept-in-sight.ts';
import { aRow } from '#lib/wire/objects.test-support.ts';

const SHOP = shopSight();
const scenario = (mix: ClientMix, service?: string) =>
  ({
    whatIf: [],
    gates: [],
    dataPlanes: [],
    mix,
    ...(service !== undefined && { service }),
  }) as unknown as SweepScenario;

describe('a sweep for somebody who may see one namespace', () => {
  it('tells the rows of that one', () => {
    const body = JSON.stringify({ time: 1, rows: [aRow('bank/vault'), aRow('shop/web')], refused: [], later: 'bank' });
    const seen = bodyInSight(body, SHOP);
    expect(JSON.parse(seen).rows).toHaveLength(1);
    expect(seen).not.toContain('bank');
    expect(bodyInSight(body, { kind: 'everything' })).toBe(body);
  });

  it('tells no row whose endpoints may not be seen', () => {
    const body = JSON.stringify({ time: 1, rows: [aRow('shop/web'), aRow('quiet/web')], refused: [] });
    const seen = bodyInSight(body, shopSight({ slices: new Set(['quiet']) }));
    expect(JSON.parse(seen).rows.map(({ key }: { key: string }) => key)).toEqual(['quiet/web']);
  });

  it.each([
    ['the own Service', scenario({ kind: 'cpu' }, 'shop/web'), true],
    ['another one', scenario({ kind: 'cpu' }, 'bank/vault'), false],
    ['clients of another one', scenario({ kind: 'service', key: 'bank/vault' }), false],
    ['no Service', scenario({ kind: 'cpu' }), true],
  ] as const)('may be about %s: %s', (_, asked, want) => {
    expect(namesOnlyWhatIsSeen(asked, SHOP)).toBe(want);
  });
});
