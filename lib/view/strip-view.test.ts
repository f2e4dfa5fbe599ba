import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { ask, snapshotOf } from '#lib/view/answer.test-support.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { stripView } from '#lib/view/strip-view.ts';

const to = (replicas: number): readonly Change[] => [{ kind: 'replicas', replicas }];

describe('stripView', () => {
  it('tells at which counts there would be no hints', () => {
    const { answer, url } = ask();
    const { cells, worst } = stripView(answer, url);
    expect(cells.filter(({ hints }) => !hints).map(({ replicas }) => replicas)).toEqual([1, 3, 5]);
    expect(worst).toBeUndefined();
  });

  it('names the nearest counts that turn hints on or off, and nothing where none are asked for', () => {
    const turningOf = (whatIf: readonly Change[], version = 'v1.21.10') => {
      const { answer, url } = ask({ version }, { whatIf });
      return stripView(answer, url).turning;
    };
    const sameZone: Change = { kind: 'mode', mode: 'PreferSameZone' };
    expect(turningOf([])).toEqual({ key: 'strip.hints-go', values: { counts: '3, 5' } });
    expect(turningOf(to(3)), 'from the count of now, whatever is chosen').toEqual(turningOf([]));
    expect(turningOf([sameZone], 'v1.37.2')).toEqual({ key: 'strip.hints-stay', values: { most: 16 } });
    expect(turningOf([{ kind: 'mode', mode: 'off' }])).toBeUndefined();
    const unlabelled: Change = { kind: 'relabel', node: 'kind-worker', zone: '' };
    expect(turningOf([unlabelled])).toEqual({ key: 'strip.hints-stay-off', values: { most: 16 } });
    expect(turningOf([], 'v1.37.2')).toEqual({ key: 'strip.hints-come', values: { counts: '3, 5' } });
  });

  it('keeps the strip of now while the slider moves', () => {
    const now = ask();
    const moved = ask({}, { whatIf: to(2) });
    expect(stripView(moved.answer, moved.url).cells).toEqual(stripView(now.answer, now.url).cells);
  });

  it('shows the strip of the changed cluster for any other change', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'mode', mode: 'off' }] });
    expect(stripView(answer, url).cells.some(({ hints }) => hints)).toBe(false);
  });

  it('keeps every other change in the strip while the slider moves', () => {
    const mode: Change = { kind: 'mode', mode: 'Auto' };
    const plain = { annotated: false };
    const changed = ask(plain, { whatIf: [mode] });
    const moved = ask(plain, { whatIf: [mode, ...to(3)] });
    const strip = stripView(moved.answer, moved.url).cells;
    expect(strip.filter(({ hints }) => !hints).map(({ replicas }) => replicas)).toEqual([1, 3, 5]);
    expect(strip).toEqual(stripView(changed.answer, changed.url).cells);
  });

  it('does not count the strip anew while the slider moves beside another change', () => {
    const snapshot = snapshotOf({ annotated: false });
    const stripAt = (replicas: number) => {
      const url = { ...DEFAULT_URL_STATE, whatIf: [{ kind: 'mode', mode: 'Auto' } as const, ...to(replicas)] };
      return stripView(answerService(snapshot, url), url).cells;
    };
    expect(stripAt(2)).toBe(stripAt(3));
  });

  it('leaves out a zone that traffic is shifted away from', () => {
    const whatIf: readonly Change[] = [
      { kind: 'mode', mode: 'PreferSameZone' },
      { kind: 'zonal-shift', zone: 'b' },
    ];
    const { answer, url } = ask({ version: 'v1.37.2' }, { whatIf });
    // Every endpoint is in zone a then: clients in b keep none of their traffic.
    expect(stripView(answer, url).cells[3]?.inZoneShare).toBe(0.5);
  });

  it('tells the worst that removing pods may come to, where chance chooses', () => {
    const snapshot = snapshotOf({ version: 'v1.37.2' });
    const pods = snapshot.pods.map((pod) => ({
      ...pod,
      creationTime: 0,
      ready: { status: 'True' as const, since: 0 },
    }));
    const url = { ...DEFAULT_URL_STATE, whatIf: to(2) };
    const { worst } = stripView(answerService({ ...snapshot, pods }, url), url);
    expect(worst).toMatchObject({ key: 'outcome.worst', values: { ways: 3 } });
    expect(['a 0, b 2', 'a 2, b 0']).toContain(worst?.values?.['spread']);
  });
});
