import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ConnectionState } from '#components/shell/connection-state.tsx';
import { LanguageProvider } from '#components/ui/words.tsx';
import type { Connection } from '#lib/live/connection.ts';

const CASES: readonly { readonly connection: Connection; readonly want: string }[] = [
  { connection: { kind: 'connecting' }, want: 'connecting' },
  { connection: { kind: 'syncing', done: 3200, of: 10_000 }, want: 'syncing 3,200 of 10,000' },
  { connection: { kind: 'syncing', done: 12 }, want: 'syncing 12' },
  { connection: { kind: 'live' }, want: 'live' },
  { connection: { kind: 'stale', since: 0, address: 'a', said: 'b' }, want: 'stale 0 s' },
  { connection: { kind: 'reconnecting', attempt: 2, since: 0 }, want: 'reconnecting 0 s' },
  {
    connection: { kind: 'no-permission', missing: [{ verb: 'list', resource: 'nodes' }] },
    want: 'no permission: list nodes',
  },
  { connection: { kind: 'unreachable', since: 0, address: 'a', said: 'b' }, want: 'unreachable' },
  { connection: { kind: 'held-back', since: 0 }, want: 'no answer 0 s' },
  { connection: { kind: 'offline', since: 0 }, want: 'offline 0 s' },
  { connection: { kind: 'closed' }, want: 'paused' },
];

test.each(CASES)('the top bar says "$want"', ({ connection, want }) => {
  const badge = createElement(ConnectionState, { connection });
  const html = renderToStaticMarkup(createElement(LanguageProvider, { language: 'en' }, badge));
  expect(html.replaceAll(/<[^>]*>/g, '')).toBe(want);
  expect(html).toContain(`data-connection="${connection.kind}"`);
  expect(html).not.toContain('style=');
});
