import { expect, test } from 'vitest';
import { fillTemplate, placeholderNames } from '#lib/messages/template.ts';

const read = (template: string, values: Record<string, string | number>, language: 'en' | 'zh' = 'en') =>
  fillTemplate(template, values, language)
    .map((part) => part.text)
    .join('');

test('a number is grouped by thousands', () => {
  expect(read('syncing {got} of {all}', { got: 3200, all: 10_000 })).toBe('syncing 3,200 of 10,000');
});

test('a word follows the plural of its number', () => {
  expect(read('{n} {n|node|nodes}', { n: 1 })).toBe('1 node');
  expect(read('{n} {n|node|nodes}', { n: 0 })).toBe('0 nodes');
  expect(read('{n} {n|node|nodes}', { n: 4 })).toBe('4 nodes');
});

test('a fraction is written in percent', () => {
  expect(read('{share%} stays', { share: 0.5 })).toBe('50\u00a0% stays');
});

test('a value from outside is a part of its own and is never read as a template', () => {
  expect(fillTemplate('on {node}.', { node: '{n}<img>' }, 'en')).toEqual([
    { kind: 'words', text: 'on ' },
    { kind: 'value', text: '{n}<img>' },
    { kind: 'words', text: '.' },
  ]);
});

test('a missing value stays visible as its placeholder', () => {
  expect(read('on {node}', {})).toBe('on {node}');
});

test('a value named like something inherited is still missing', () => {
  expect(read('{constructor}', {})).toBe('{constructor}');
});

test('the names that a template asks for are listed once each', () => {
  expect(placeholderNames('{b} {a} {b|x|y} {share%}')).toEqual(['a', 'b', 'share']);
});
