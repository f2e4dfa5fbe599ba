import { describe, expect, it } from 'vitest';
import { fakeClock } from '#lib/demo/fake-clock.ts';
import { createViewers } from '#lib/server/auth/viewers.ts';
import type { AccessQuestion, ReviewClient } from '#lib/server/kube/review-client.ts';

/** An API server that knows users by token, and rights as `verb resource[@namespace]`. */
function rig(rightsByToken: Record<string, readonly string[]>, namespaces: readonly string[] = ['shop', 'bank']) {
  const clock = fakeClock(1_000_000);
  const asked: string[] = [];
  let answers = true;
  const reviews: ReviewClient = {
    async userOf(token) {
      asked.push(`whose ${token}`);
      if (!answers) throw new Error('no answer');
      return rightsByToken[token] === undefined ? undefined : { username: token };
    },
    async mayUser({ username }, { verb, resource, namespace }: AccessQuestion) {
      const right = `${verb} ${resource}`;
      const rights = rightsByToken[username] ?? [];
      return rights.includes(right) || rights.includes(`${right}@${namespace ?? ''}`);
    },
  };
  const viewers = createViewers({ reviews, clock, namespaces: () => namespaces });
  return { viewers, clock, asked, rightsByToken, silence: () => (answers = false) };
}

const both = (resource: string, namespace?: string): readonly string[] =>
  ['list', 'watch'].map((verb) => `${verb} ${resource}${namespace === undefined ? '' : `@${namespace}`}`);
const EVERYTHING = ['nodes', 'services', 'endpointslices', 'pods'].flatMap((resource) => both(resource));
const SHOP_ONLY = [...both('nodes'), ...['services', 'endpointslices', 'pods'].flatMap((kind) => both(kind, 'shop'))];

describe('createViewers()', () => {
  it('lets somebody who may list and watch all four kinds see everything', async () => {
    const { viewers } = rig({ admin: EVERYTHING });
    expect(await viewers.admit('admin')).toEqual({
      kind: 'admitted',
      viewer: { name: 'admin', sight: { kind: 'everything' } },
    });
  });

  it('lets somebody with rights in one namespace see that one', async () => {
    const { viewers } = rig({ dev: SHOP_ONLY });
    const admission = await viewers.admit('dev');
    expect(admission).toMatchObject({ kind: 'admitted', viewer: { sight: { kind: 'namespaces' } } });
    if (admission.kind === 'admitted' && admission.viewer.sight.kind === 'namespaces') {
      expect([...admission.viewer.sight.services]).toEqual(['shop']);
      expect([...admission.viewer.sight.pods]).toEqual(['shop']);
    }
  });

  it.each([
    [
      'without the right to watch slices, Services are not seen',
      SHOP_ONLY.filter((right) => right !== 'watch endpointslices@shop'),
    ],
    ['without nodes there is nothing to see', SHOP_ONLY.filter((right) => !right.endsWith('nodes'))],
    ['without any right', []],
  ])('%s', async (_, rights) => {
    expect(await rig({ dev: rights }).viewers.admit('dev')).toEqual({ kind: 'denied', why: 'no-rights' });
  });

  it('pods have a right of their own', async () => {
    const { viewers } = rig({ dev: SHOP_ONLY.filter((right) => !right.includes('pods')) });
    const admission = await viewers.admit('dev');
    if (admission.kind !== 'admitted' || admission.viewer.sight.kind !== 'namespaces')
      throw new Error('not restricted');
    expect([[...admission.viewer.sight.services], [...admission.viewer.sight.pods]]).toEqual([['shop'], []]);
  });

  it('promise 14: never answers one token with what was asked for another', async () => {
    const { viewers } = rig({ admin: EVERYTHING, dev: SHOP_ONLY });
    const [admin, dev, nobody, again] = await Promise.all([
      viewers.admit('admin'),
      viewers.admit('dev'),
      viewers.admit('guess'),
      viewers.admit('admin'),
    ]);
    expect(admin).toMatchObject({ viewer: { name: 'admin', sight: { kind: 'everything' } } });
    expect(dev).toMatchObject({ viewer: { name: 'dev', sight: { kind: 'namespaces' } } });
    expect(nobody).toEqual({ kind: 'denied', why: 'unknown' });
    expect(again).toEqual(admin);
  });

  it('asks the API server once for many requests, and again before a minute has passed', async () => {
    const { viewers, clock, asked } = rig({ admin: EVERYTHING });
    for (let time = 0; time < 20; time += 1) await viewers.admit('admin');
    expect(asked).toHaveLength(1);
    clock.advance(59_000);
    await viewers.admit('admin');
    expect(asked).toHaveLength(2);
  });

  it('asks at once again for a token that was not known, since it may have been created by now', async () => {
    const { viewers, rightsByToken } = rig({});
    expect(await viewers.admit('new')).toEqual({ kind: 'denied', why: 'unknown' });
    rightsByToken['new'] = EVERYTHING;
    expect(await viewers.admit('new')).toMatchObject({ kind: 'admitted' });
  });

  it('stops asking the API server for somebody who guesses', async () => {
    const { viewers, asked, clock } = rig({});
    for (let guess = 0; guess < 200; guess += 1) await viewers.admit(`guess-${guess}`);
    expect(asked.length).toBeLessThanOrEqual(60);
    clock.advance(61_000);
    await viewers.admit('later');
    expect(asked.at(-1)).toBe('whose later');
  });

  it('lets nobody in on a guess when the API server does not answer', async () => {
    const { viewers, silence } = rig({ admin: EVERYTHING });
    silence();
    await expect(viewers.admit('admin')).rejects.toThrow();
  });

  it('promise 14: tells an open stream within a minute that a right was taken away', async () => {
    const { viewers, clock, rightsByToken } = rig({ dev: SHOP_ONLY });
    const admission = await viewers.admit('dev');
    if (admission.kind !== 'admitted') throw new Error('not admitted');
    let told = 0;
    viewers.watch('dev', admission.viewer, () => (told += 1));
    clock.advance(20_000);
    expect(told).toBe(0);
    rightsByToken['dev'] = both('nodes');
    clock.advance(60_000);
    await expect.poll(() => told).toBe(1);
  });

  it('tells nobody who has left', async () => {
    const { viewers, clock, rightsByToken } = rig({ dev: SHOP_ONLY });
    const admission = await viewers.admit('dev');
    if (admission.kind !== 'admitted') throw new Error('not admitted');
    let told = 0;
    viewers.watch('dev', admission.viewer, () => (told += 1))();
    rightsByToken['dev'] = [];
    clock.advance(120_000);
    expect(told).toBe(0);
  });
});
