import { afterEach, expect, it, vi } from 'vitest';
import { apiUrl } from '#lib/live/api-url.ts';

afterEach(() => vi.unstubAllEnvs());

it('is the path itself for a build without a sub-path', () => {
  vi.stubEnv('NEXT_PUBLIC_BASE_PATH', '');
  expect(apiUrl('/api/stream')).toBe('/api/stream');
});

it('stands below the sub-path that the page was built for', () => {
  vi.stubEnv('NEXT_PUBLIC_BASE_PATH', '/tools/zonescope');
  expect(apiUrl('/api/stream')).toBe('/tools/zonescope/api/stream');
});
