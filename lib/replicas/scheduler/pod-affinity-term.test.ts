import { describe, expect, it } from 'vitest';
import { testPod, webTerm } from '#lib/replicas/cluster.test-support.ts';
import { termMatches } from '#lib/replicas/scheduler/pod-affinity-term.ts';

const OWNER = testPod('owner', { labels: { app: 'api', hash: '1' } });
const WEB = testPod('web', { labels: { app: 'web', hash: '1' } });
const NEWER = testPod('newer', { labels: { app: 'web', hash: '2' } });
const TERM = webTerm('zone');
const { labelSelector: _, ...BLIND } = TERM;

describe('termMatches', () => {
  it.each([
    ['pods that the selector finds', TERM, WEB, true],
    ['no others', TERM, testPod('api', { labels: { app: 'api' } }), false],
    ['pods of the own namespace only', TERM, { ...WEB, namespace: 'other' }, false],
    ['pods of the namespaces that it names', { ...TERM, namespaces: ['other'] }, { ...WEB, namespace: 'other' }, true],
    ['not the own namespace when it names others', { ...TERM, namespaces: ['other'] }, WEB, false],
    ['nothing without a selector', BLIND, WEB, false],
    ['pods with the owner’s value of a key', { ...TERM, matchLabelKeys: ['hash'] }, WEB, true],
    ['no pods with another value', { ...TERM, matchLabelKeys: ['hash'] }, NEWER, false],
    ['pods without the owner’s value', { ...TERM, mismatchLabelKeys: ['hash'] }, NEWER, true],
    ['no pods with it', { ...TERM, mismatchLabelKeys: ['hash'] }, WEB, false],
    [
      'no pods that differ in one key, though they should in another',
      { ...TERM, matchLabelKeys: ['hash'], mismatchLabelKeys: ['app'] },
      NEWER,
      false,
    ],
    ['nothing without a selector, whatever the keys', { ...BLIND, matchLabelKeys: ['hash'] }, WEB, false],
    ['all where the owner lacks the key', { ...TERM, matchLabelKeys: ['rev'] }, NEWER, true],
  ])('means %s', (_name, term, other, want) => {
    expect(termMatches(term, OWNER, other)).toBe(want);
  });
});
