import { expect, test } from 'vitest';
import { isSameInput } from '#components/inspector/same-input.ts';
import { contextOf, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const INPUT = tutorial();

test('a later moment of the same objects is the same input', () => {
  expect(isSameInput(INPUT, { ...INPUT, nodes: [...INPUT.nodes], now: INPUT.now + 60_000 })).toBe(true);
});

test('other objects, or other rules, are another input', () => {
  expect(isSameInput(INPUT, { ...INPUT, slices: [...INPUT.slices] })).toBe(false);
  expect(isSameInput(INPUT, { ...INPUT, service: { ...INPUT.service } })).toBe(false);
  expect(isSameInput(INPUT, { ...INPUT, nodes: INPUT.nodes.map((node) => ({ ...node })) })).toBe(false);
  expect(isSameInput(INPUT, { ...INPUT, context: contextOf(INPUT.nodes, 'v1.37.0') })).toBe(false);
});
