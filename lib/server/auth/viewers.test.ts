import { describe, expect, it } from 'vitest';
import { fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import type { Sight } from '#lib/server/auth/sight.ts';
import { type Admission, createViewers } from '#lib/server/auth/viewers.ts';
import type { AccessQuestion, ReviewClient } from '#lib/server/kube/review-client.ts';

/** An API server that knows users by token, and rights as `verb resource[@namespace]`. */
function rig(
  rightsByToken: Record<string, readonly string[]>,
  { namespaces, autoscalers = false }: { namespaces?: readonly string[] | undefined; autoscalers?: boolean } = {
    namespaces: ['shop', 'bank'],
  },
) {
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
  const viewers = createViewers({ reviews, clock, namespaces: () => namespaces, autoscalers });
  return { viewers, clock, asked, rightsByToken, silence: () => (answers = false) };
}

const both = (resource: string, namespace?: string): readonly string[] =>
  ['list', 'watch'].map((verb) => `${verb} ${resource}${namespace === undefined ? '' : `@${namespace}`}`);
const EVERYTHING = ['nodes', 'services', 'endpointslices', 'pods'].flatMap((resource) => both(resource));
const SHOP_ONLY = [...both('nodes'), ...['services', 'endpointslices', 'pods'].flatMap((kind) => both(kind, 'shop'))];

function sightIn(admission: Admission): Sight {
  if (admission.kind !== 'admitted') throw new Error(`denied: ${admission.why}`);
  return admission.viewer.sight;
}

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
    expect(admission).toMatchObject({ kind: 'admitted', viewer: { sight: { kind: 'restricted' } } });
    expect(sightIn(admission)).toMatchObject({ nodes: true, services: new Set(['shop']), pods: new Set(['shop']) });
  });

  it.each([
    ['nodes', { nodes: false, slices: new Set(['shop']), pods: new Set(['shop']) }],
    ['endpointslices', { nodes: true, slices: new Set(), pods: new Set(['shop']) }],
    ['pods', { nodes: true, slices: new Set(['shop']), pods: new Set() }],
  ])('leaves %s out for somebody who may not list them, or not watch them', async (resource, want) => {
    for (const verb of ['list', 'watch']) {
      const { viewers } = rig({ dev: SHOP_ONLY.filter((right) => !right.startsWith(`${verb} ${resource}`)) });
      expect(sightIn(await viewers.admit('dev'))).toMatchObject({ services: new Set(['shop']), ...want });
    }
  });

  it.each([
    ['without any right', []],
    ['with nodes alone', both('nodes')],
    ['with slices and pods of Services that may not be seen', SHOP_ONLY.filter((right) => !right.includes('services'))],
  ])('shows nothing %s', async (_, rights) => {
    expect(await rig({ dev: rights }).viewers.admit('dev')).toEqual({ kind: 'denied', why: 'no-rights' });
  });

  it('knows every namespace for somebody who may see Services in all of them, also those that come later', async () => {
    const rights = EVERYTHING.filter((right) => !right.endsWith('nodes') && !right.endsWith('pods'));
    const { viewers } = rig({ dev: [...rights, ...both('pods', 'bank')] });
    const sight = sightIn(await viewers.admit('dev'));
    expect(sight).toMatchObject({ nodes: false, services: 'all', slices: 'all', pods: new Set(['bank']) });
  });

  it('asks for autoscalers where they are read', async () => {
    const { viewers } = rig(
      { admin: EVERYTHING, scaler: [...EVERYTHING, ...both('horizontalpodautoscalers')] },
      { namespaces: ['shop'], autoscalers: true },
    );
    expect(sightIn(await viewers.admit('admin'))).toMatchObject({ nodes: true, pods: 'all', autoscalers: new Set() });
    expect(sightIn(await viewers.admit('scaler'))).toEqual({ kind: 'everything' });
  });

  it('turns nobody away on a guess while the namespaces are being read for the first time', async () => {
    const { viewers } = rig({ admin: EVERYTHING, dev: SHOP_ONLY }, { namespaces: undefined });
    await expect(viewers.admit('dev')).rejects.toThrow('still being read');
    expect(sightIn(await viewers.admit('admin'))).toEqual({ kind: 'everything' });
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
    expect(dev).toMatchObject({ viewer: { name: 'dev', sight: { kind: 'restricted' } } });
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
