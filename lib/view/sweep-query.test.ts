import { expect, it } from 'vitest';
import { runSteps } from '#lib/diagnose/run-steps.ts';
import { namespacedName } from '#lib/model/names.ts';
import { acmeSnapshot } from '#lib/snapshot/snapshot.test-support.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { sweepQuery, sweepSteps } from '#lib/view/sweep-query.ts';

const SHOWN = 'shop/web';

it('asks for nothing where the URL supposes nothing', () => {
  expect(sweepQuery({ ...DEFAULT_URL_STATE, tab: 'node', query: 'x', service: SHOWN }, SHOWN)).toBeUndefined();
});

it('hands on what the URL supposes, and whom its changes are meant for', () => {
  const url = { ...DEFAULT_URL_STATE, minor: '1.36', whatIf: [{ kind: 'mode', mode: 'Auto' }] } as const;
  expect(sweepQuery(url, SHOWN)).toBe('minor=1.36&what-if=mode%3AAuto&service=shop%2Fweb');
});

it('stays the same for every Service while no change is supposed', () => {
  const url = { ...DEFAULT_URL_STATE, mix: { kind: 'nodes' } } as const;
  expect(sweepQuery(url, SHOWN)).toBe('mix=nodes');
  expect(sweepQuery(url, 'shop/other')).toBe('mix=nodes');
});

it('sweeps an opened cluster as the server would sweep a watched one, and not where the URL supposes nothing', () => {
  const { cluster } = acmeSnapshot();
  const [service] = cluster.services;
  const key = service && namespacedName(service);
  expect(sweepSteps(cluster, DEFAULT_URL_STATE, key)).toBeUndefined();
  const url = { ...DEFAULT_URL_STATE, whatIf: [{ kind: 'mode', mode: 'off' }] } as const;
  const steps = sweepSteps(cluster, url, key);
  const rows = steps && runSteps(steps).rows;
  expect(rows?.map((row) => row.key)).toEqual(cluster.services.map(namespacedName));
  expect(rows?.find((row) => row.key === key)?.mode).toBe('off');
});
