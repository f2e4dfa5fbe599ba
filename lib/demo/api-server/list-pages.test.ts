import { describe, expect, it } from 'vitest';
import { ListPages } from '#lib/demo/api-server/list-pages.ts';

const OBJECTS = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } }));

describe('ListPages', () => {
  it('hands out a long list in pages of one moment', () => {
    const pages = new ListPages();
    const first = pages.first({ version: 7, objects: OBJECTS }, 2);
    const second = pages.next(first.continueToken, 2);
    const third = pages.next(second.continueToken, 2);
    expect([first, second, third].map((page) => page.objects.map(({ metadata }) => metadata.name))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e'],
    ]);
    expect([first, second, third].map(({ version, remaining }) => [version, remaining])).toEqual([
      [7, 3],
      [7, 1],
      [7, 0],
    ]);
    expect(third.continueToken).toBe('');
  });

  it('gives all at once without a limit or when they fit', () => {
    const pages = new ListPages();
    expect(pages.first({ version: 1, objects: OBJECTS }, 0).continueToken).toBe('');
    expect(pages.first({ version: 1, objects: OBJECTS }, 5).continueToken).toBe('');
  });

  it('answers 410 for a token that is forgotten, 400 for one that is none', () => {
    const pages = new ListPages();
    const { continueToken } = pages.first({ version: 1, objects: OBJECTS }, 2);
    pages.forget();
    expect(() => pages.next(continueToken, 2)).toThrow(expect.objectContaining({ code: 410, reason: 'Expired' }));
    expect(() => pages.next('junk', 2)).toThrow(expect.objectContaining({ code: 400 }));
  });

  it('gives up the oldest of many lists under way', () => {
    const pages = new ListPages();
    const tokens = Array.from({ length: 65 }, () => pages.first({ version: 1, objects: OBJECTS }, 2).continueToken);
    expect(() => pages.next(tokens[0] ?? '', 2)).toThrow(expect.objectContaining({ code: 410 }));
    expect(pages.next(tokens[1] ?? '', 2).objects).toHaveLength(2);
  });
});
