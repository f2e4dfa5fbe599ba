import { describe, expect, it } from 'vitest';
import { resolveFenceposts, rollingUpdateStep } from '#lib/replicas/rolling-update.ts';

const count = (wanted: number, available = wanted) => ({ wanted, available });

describe('rollingUpdateStep', () => {
  it.each([
    [
      'begins with the surge',
      { replicas: 4, maxSurge: 1, maxUnavailable: 1, newest: count(0), old: [count(4)] },
      { newest: 1, old: [4] },
    ],
    [
      'removes what may be missing',
      { replicas: 4, maxSurge: 1, maxUnavailable: 1, newest: count(1, 0), old: [count(4)] },
      { newest: 1, old: [3] },
    ],
    [
      'waits while no more may be missing',
      { replicas: 4, maxSurge: 1, maxUnavailable: 1, newest: count(2, 0), old: [count(3)] },
      { newest: 2, old: [3] },
    ],
    [
      'goes on when a new one is available',
      { replicas: 4, maxSurge: 1, maxUnavailable: 1, newest: count(2, 1), old: [count(3)] },
      { newest: 2, old: [2] },
    ],
    [
      'takes unavailable old ones first',
      { replicas: 4, maxSurge: 1, maxUnavailable: 1, newest: count(1, 0), old: [count(2), count(2, 1)] },
      { newest: 1, old: [2, 1] },
    ],
    [
      'leaves unavailable old ones too while more new ones are missing than may be',
      { replicas: 4, maxSurge: 1, maxUnavailable: 1, newest: count(3, 0), old: [count(2, 1)] },
      { newest: 3, old: [2] },
    ],
    [
      'takes no more unavailable ones than may go, the oldest first',
      { replicas: 4, maxSurge: 1, maxUnavailable: 1, newest: count(1), old: [count(2, 0), count(2, 0)] },
      { newest: 1, old: [0, 2] },
    ],
    [
      'takes no more available ones than may go, the oldest first',
      { replicas: 4, maxSurge: 1, maxUnavailable: 0, newest: count(3), old: [count(1), count(1)] },
      { newest: 3, old: [0, 1] },
    ],
    [
      'leaves a new one alone where there are too many in all',
      { replicas: 4, maxSurge: 1, maxUnavailable: 1, newest: count(2), old: [count(5)] },
      { newest: 2, old: [1] },
    ],
    [
      'wants no more than the replicas, however large the surge',
      { replicas: 4, maxSurge: 4, maxUnavailable: 0, newest: count(3), old: [count(1)] },
      { newest: 4, old: [1] },
    ],
    [
      'ends with the old ones gone',
      { replicas: 4, maxSurge: 1, maxUnavailable: 1, newest: count(4), old: [count(1)] },
      { newest: 4, old: [0] },
    ],
    [
      'shrinks a new one that is too large',
      { replicas: 2, maxSurge: 1, maxUnavailable: 0, newest: count(3), old: [count(0)] },
      { newest: 2, old: [0] },
    ],
  ])('%s', (_name, state, want) => {
    expect(rollingUpdateStep(state)).toEqual(want);
  });

  it('always ends, and never has too few available or too many in all', () => {
    for (let replicas = 1; replicas <= 12; replicas++) {
      const limits = resolveFenceposts(replicas, { maxSurge: '25%', maxUnavailable: '25%' });
      let newest = 0;
      let old = replicas;
      for (let round = 0; round < 50; round++) {
        const step = rollingUpdateStep({ replicas, ...limits, newest: count(newest), old: [count(old)] });
        newest = step.newest;
        old = step.old[0] ?? 0;
        expect(newest + old).toBeLessThanOrEqual(replicas + limits.maxSurge);
        expect(newest + old).toBeGreaterThanOrEqual(replicas - limits.maxUnavailable);
      }
      expect([newest, old]).toEqual([replicas, 0]);
    }
  });
});

describe('resolveFenceposts', () => {
  it.each([
    [4, '25%', '25%', { maxSurge: 1, maxUnavailable: 1 }],
    [3, '25%', '25%', { maxSurge: 1, maxUnavailable: 0 }],
    [3, 0, '10%', { maxSurge: 0, maxUnavailable: 1 }],
    [10, 3, 2, { maxSurge: 3, maxUnavailable: 2 }],
    [10, 0, 2, { maxSurge: 0, maxUnavailable: 2 }],
    [10, undefined, '20%', { maxSurge: 0, maxUnavailable: 2 }],
    [10, 'x20%', '20%', { maxSurge: 0, maxUnavailable: 2 }],
    [10, '20%x', '20%', { maxSurge: 0, maxUnavailable: 2 }],
  ])('%i replicas, surge %s, unavailable %s', (replicas, maxSurge, maxUnavailable, want) => {
    expect(resolveFenceposts(replicas, { maxSurge, maxUnavailable })).toEqual(want);
  });
});
