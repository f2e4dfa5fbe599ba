import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { machinePath } from './machine-path.mjs';

test('commands of packages do not stand before those of the machine', () => {
  const ofPackages = join('/work', 'node_modules', '.bin');
  expect(machinePath([ofPackages, '/usr/sbin', '/usr/bin'].join(delimiter))).toBe(
    ['/usr/sbin', '/usr/bin'].join(delimiter),
  );
});
