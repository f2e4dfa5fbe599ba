import { expect, test } from 'vitest';
import { clipMiddle } from '#components/graph/clip-middle.ts';
import { cutToWidth, fitEnd, fitMiddle, type MeasureText } from '#components/graph/fit-text.ts';

const tenEach: MeasureText = (text) => [...text].length * 10;
const fitIn = (text: string, width: number) =>
  cutToWidth(text, (limit) => clipMiddle(text, limit), { width, font: 'name', measure: tenEach });

test('a text that fits is left alone', () => {
  expect(fitIn('kind-worker2', 120)).toBe('kind-worker2');
});

test('a text is cut no more than it must be', () => {
  const cut = fitIn('coredns-558bd4d5db-pxphb', 155);
  expect([...cut]).toHaveLength(15);
  expect(cut.endsWith('-pxphb')).toBe(true);
});

test('no room at all leaves only the sign that something is missing', () => {
  expect(fitIn('kind-worker2', 5)).toBe('…');
});

test('a sentence keeps its beginning, a name both ends', () => {
  expect(fitEnd('dials 2 of 4 · in zone 100 %', 100, 'fact').startsWith('dials 2')).toBe(true);
  expect(fitMiddle('ip-10-0-1-144.eu-west-1.compute.internal', 100, 'name')).toMatch(/^ip.*….*nal$/);
});
