import { describe, expect, it } from 'vitest';
import { IDLE_REFLECTOR, type ReflectorInput, stepReflector } from '#lib/server/kube/reflector-machine.ts';
import { causeOf, createWatchMeter } from '#lib/server/kube/watch-meter.ts';

describe('createWatchMeter()', () => {
  it('counts by kind and cause, and remembers when each kind was last heard', () => {
    const meter = createWatchMeter();
    meter.readAll('nodes', 'start');
    meter.readAll('nodes', 'gone');
    meter.readAll('nodes', 'gone');
    meter.reopened('services', 'ended');
    meter.heard('nodes', 5);
    meter.heard('nodes', 7);
    expect(meter.reads()).toEqual([
      { resource: 'nodes', cause: 'start', count: 1 },
      { resource: 'nodes', cause: 'gone', count: 2 },
    ]);
    expect(meter.reopenings()).toEqual([{ resource: 'services', cause: 'ended', count: 1 }]);
    expect([...meter.heardAtByResource]).toEqual([['nodes', 7]]);
  });
});

describe('causeOf()', () => {
  it('names the failure behind a relist that a wait came before', () => {
    const inputs: readonly ReflectorInput[] = [
      { kind: 'start' },
      { kind: 'streamed', resourceVersion: '5' },
      { kind: 'watch-ended', lasted: 60_000, failure: { kind: 'malformed', said: 'sends what is no event' } },
    ];
    let machine = IDLE_REFLECTOR;
    let cause = 'none';
    for (const input of inputs) {
      machine = stepReflector(machine, input, 0.5).machine;
      cause = causeOf(input) ?? cause;
    }
    expect(cause).toBe('malformed');
    expect(causeOf({ kind: 'woke' })).toBeUndefined();
  });

  it.each([
    ['a clean end', { kind: 'watch-ended', lasted: 60_000 }, 'ended'],
    ['an audit that found a difference', { kind: 'relist', inPages: true }, 'audit'],
    ['more fields to keep', { kind: 'relist', inPages: false }, 'asked'],
    ['a server that is there again', { kind: 'back' }, 'back'],
  ] as const)('tells %s', (_, input, want) => {
    expect(causeOf(input)).toBe(want);
  });
});
