import { describe, expect, it } from 'vitest';
import { valueAt } from '#lib/model/object-meta.ts';

describe('valueAt() finds only own keys', () => {
  for (const key of ['toString', '__proto__', 'constructor', 'hasOwnProperty']) {
    it(`does not find ${key} where nobody put it`, () => expect(valueAt({}, key)).toBeUndefined());
  }
  it('finds a label that is called toString', () => expect(valueAt({ toString: 'x' } as never, 'toString')).toBe('x'));
});
