import { describe, expect, it } from 'vitest';
import { generatedName, randomUid, safeEncode, seededRandom } from '#lib/demo/random-names.ts';

describe('names', () => {
  it("end in five letters of Kubernetes' alphabet", () => {
    const random = seededRandom(3);
    const names = Array.from({ length: 200 }, () => generatedName('web-', random));
    for (const name of names) expect(name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(new Set(names).size).toBeGreaterThan(190);
  });

  it('fit into 63 characters', () => {
    expect(generatedName(`${'a'.repeat(80)}-`, seededRandom(1))).toHaveLength(63);
  });

  it('are the same for the same seed', () => {
    expect(generatedName('a-', seededRandom(9))).toBe(generatedName('a-', seededRandom(9)));
  });
});

describe('uids', () => {
  it('are version 4 uuids that begin as told', () => {
    expect(randomUid(seededRandom(1), '539be8dd')).toMatch(
      /^539be8dd-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

it('encodes a hash in letters that make no words', () => {
  expect(safeEncode('0123456789')).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{10}$/);
});
