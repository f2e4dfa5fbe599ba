import { expect, it } from 'vitest';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { sweepQuery } from '#lib/view/sweep-query.ts';

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
