import { expect, test } from 'vitest';
import { zoneColor, zoneLetters } from '#components/ui/zone-color.ts';

const CASES: readonly { name: string; zones: readonly string[]; want: readonly [string, string][] }[] = [
  {
    name: 'one-letter zones are their own letters',
    zones: ['b', 'a'],
    want: [
      ['a', 'a'],
      ['b', 'b'],
    ],
  },
  {
    name: 'the prefix that all zones share says nothing and is left out',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    want: [
      ['us-east-1a', 'a'],
      ['us-east-1b', 'b'],
      ['us-east-1c', 'c'],
    ],
  },
  {
    name: 'what follows the prefix is cut to two characters',
    zones: ['eu-west', 'eu-north'],
    want: [
      ['eu-north', 'no'],
      ['eu-west', 'we'],
    ],
  },
  {
    name: 'zones that would read the same are numbered',
    zones: ['ab-west1', 'ab-west2', 'cd'],
    want: [
      ['ab-west1', '1'],
      ['ab-west2', '2'],
      ['cd', '3'],
    ],
  },
  { name: 'a single zone keeps its last character', zones: ['us-east-1a'], want: [['us-east-1a', 'a']] },
];

test.each(CASES)('$name', ({ zones, want }) => {
  expect([...zoneLetters(zones)]).toEqual(want);
});

test('no zone has a colour of its own and colours repeat beyond the last', () => {
  expect(zoneColor(-1)).toBe('var(--zone-none)');
  expect(zoneColor(7)).toBe(zoneColor(0));
});
