import { afterEach, describe, expect, test } from 'vitest';
import { live } from '#lib/server/kube/live-rig.test-support.ts';
import { endRigs } from '#lib/server/kube/reflector-rig.test-support.ts';
import { turnUntil, until } from '#lib/server/kube/scripted-api.test-support.ts';

afterEach(endRigs);

describe('fault 17: events that the server lost without a word', () => {
  test('are found by the audit, counted and put right', async () => {
    const { truth, clock, zoneByName, counts, api } = await live();
    truth.pageSize = 500;
    let events = 0;
    truth.spoil = (line) => {
      events += 1;
      return events % 1_000 === 0 ? '' : line;
    };
    for (let put = 0; put < 3_000; put += 1) truth.put(`x${put}`, 'a');
    truth.spoil = () => '';
    truth.remove('n1');
    truth.spoil = (line) => line;
    truth.put('n2', 'c');
    await until(() => zoneByName.get('n2') === 'c');
    expect(zoneByName.size).toBe(3_002 - 3);
    clock.advance(480_000);
    await until(() => api.requests.some(({ isWatch }) => !isWatch), 'the audit');
    await turnUntil(clock, 30, () => counts.healed > 0);
    await until(() => zoneByName.size === 3_001);
    expect(counts.healed).toBe(4);
    expect(Object.fromEntries(zoneByName)).toEqual(Object.fromEntries(truth.truth()));
  });

  test('and a cache that is right is left alone, however busy it is', async () => {
    const { truth, clock, counts, api } = await live();
    for (let second = 0; second < 700; second += 1) {
      truth.put(`n${second % 5}`, String(second));
      clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
      if (second % 50 === 0) truth.bookmark();
    }
    await until(() => api.requests.some(({ isWatch }) => !isWatch), 'the audit');
    for (let second = 0; second < 10; second += 1) {
      clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(counts.healed).toBe(0);
    expect(counts.replaced).toBe(1);
  });

  test('audits read names and versions only, in pages of 500, of the newest state', async () => {
    const { clock, api } = await live();
    clock.advance(480_000);
    await until(() => api.requests.some(({ isWatch }) => !isWatch), 'the audit');
    const audit = api.requests.find(({ isWatch }) => !isWatch);
    expect(Object.fromEntries(audit?.query ?? [])).toEqual({ limit: '500' });
    expect(audit?.headers.accept).toContain('as=PartialObjectMetadataList');
  });
});
