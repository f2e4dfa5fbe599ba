import { describe, expect, it } from 'vitest';
import { defined, list, optionalTime, record, stringByKey, texts } from '#lib/to-model/json.ts';

describe('reading untrusted JSON never throws and never lets a wrong type through', () => {
  for (const value of [undefined, null, 1, 'x', [], true]) {
    it(`record(${JSON.stringify(value)}) is empty`, () => expect(record(value)).toEqual({}));
  }
  for (const value of [undefined, null, 1, 'x', {}]) {
    it(`list(${JSON.stringify(value)}) is empty`, () => expect(list(value)).toEqual([]));
  }
  it('texts() leaves out what is no string', () => expect(texts(['a', 1, null, 'b'])).toEqual(['a', 'b']));

  it('stringByKey() keeps hostile keys as plain keys and pollutes nothing', () => {
    const labels = stringByKey(JSON.parse('{"__proto__":"x","constructor":"y","toString":"z","n":1}'));
    expect(Object.keys(labels).sort()).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(labels)).toBeNull();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('optionalTime() reads RFC 3339 and gives nothing for junk', () => {
    expect(optionalTime('2026-05-04T10:00:00Z')).toBe(Date.UTC(2026, 4, 4, 10));
    expect(optionalTime('yesterday')).toBeUndefined();
    expect(optionalTime(5)).toBeUndefined();
  });

  it('defined() drops undefined but keeps null-like values that mean something', () => {
    expect(defined({ a: undefined, b: 0, c: '', d: false })).toEqual({ b: 0, c: '', d: false });
  });
});
