import { expect, test } from 'vitest';
import { eventWordingOf, givesHints, HINT_REASON_KEYS } from '#lib/hints/hint-reasons.ts';

test('exactly three reasons stand for hints', () => {
  expect(HINT_REASON_KEYS.filter(givesHints)).toEqual([
    'hinted-by-cpu-share',
    'hinted-to-own-zone',
    'hinted-to-own-node',
  ]);
});

test('a reason for hints has no wording of its own in Events', () => {
  expect(HINT_REASON_KEYS.filter(givesHints).map(eventWordingOf)).toEqual([undefined, undefined, undefined]);
});

test('four causes share the message about insufficient node information', () => {
  const sharing = HINT_REASON_KEYS.filter((reason) => eventWordingOf(reason)?.text.startsWith('Insufficient Node'));
  expect(sharing).toEqual(['node-without-zone', 'node-without-cpu', 'one-zone-only', 'no-node-counted']);
});
