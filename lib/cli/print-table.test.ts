import { describe, expect, it } from 'vitest';
import { printTable } from '#lib/cli/print-table.ts';

describe('printTable()', () => {
  it('makes columns as wide as their widest cell and leaves no blanks at the end of a line', () => {
    expect(
      printTable(
        ['NODE', 'ZONE'],
        [
          ['kind-worker2', 'b'],
          ['n', ''],
        ],
      ),
    ).toBe('NODE           ZONE\nkind-worker2   b\nn');
  });
  it('prints the head alone when there are no rows', () => expect(printTable(['A', 'B'], [])).toBe('A   B'));
});
