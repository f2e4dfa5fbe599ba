import { describe, expect, it } from 'vitest';
import { belowBasePath, checkBasePath } from '#lib/cli/base-path.ts';

describe('checkBasePath()', () => {
  it('takes the sub-path of the build, and none asked for', () => {
    expect(() => checkBasePath(undefined, '/zones')).not.toThrow();
    expect(() => checkBasePath('/zones', '/zones')).not.toThrow();
  });

  it('refuses another one in one sentence that says how to get it', () => {
    expect(() => checkBasePath('/a', '')).toThrow(/^Cannot start: .*"\/a".*"".*ZONESCOPE_BASE_PATH=\/a$/);
  });
});

describe('belowBasePath()', () => {
  it.each([
    ['/api/stream', '', '/api/stream'],
    ['/zones/api/stream', '/zones', '/api/stream'],
    ['/zones', '/zones', '/'],
    ['/zonesx/api', '/zones', undefined],
    ['/', '/zones', undefined],
  ])('%s below "%s" is %s', (path, basePath, want) => {
    expect(belowBasePath(path, basePath)).toBe(want);
  });
});
