import { describe, expect, it } from 'vitest';
import { CONTAINER, NEWEST_SCHEDULER, testContext, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';
import { imageLocality } from '#lib/replicas/scheduler/image-locality.ts';

const MEBIBYTE = 2 ** 20;
const having = (name: string, image: string, mebibytes: number) =>
  testNode(name, 'a', { images: [{ names: [image], sizeBytes: mebibytes * MEBIBYTE }] });
const EMPTY = testNode('empty', 'a');
const using = (...images: string[]) => testPod('p', { containers: images.map((image) => ({ ...CONTAINER, image })) });
const scoresOf = (fields: Parameters<typeof testContext>[0]) => imageLocality(testContext(fields)).scores?.([0, 1]);

describe('imageLocality', () => {
  it('scales the size by the share of nodes that have the image', () => {
    const nodes = [having('n1', 'web:1', 1000), EMPTY];
    // 500 of 1000 MiB, above the floor of 23
    expect(scoresOf({ nodes, pod: using('web:1') })).toEqual([48, 0]);
  });

  it('takes a name without tag for latest', () => {
    const nodes = [having('n1', 'registry:5000/web:latest', 2000), EMPTY];
    expect(scoresOf({ nodes, pod: using('registry:5000/web') })).toEqual([100, 0]);
    expect(scoresOf({ nodes: [having('n1', 'web:latest', 2000), EMPTY], pod: using('web') })).toEqual([100, 0]);
  });

  it('believes the size that the first node to join told', () => {
    const nodes = [having('n1', 'web:1', 100), having('n2', 'web:1', 900)];
    expect(scoresOf({ nodes, pod: using('web:1') })).toEqual([7, 7]);
  });

  it('ignores an image below the floor and lets the ceiling grow with the containers', () => {
    expect(scoresOf({ nodes: [having('n1', 'web:1', 40), EMPTY], pod: using('web:1') })).toEqual([0, 0]);
    expect(scoresOf({ nodes: [having('n1', 'web:1', 2000), EMPTY], pod: using('web:1', 'side:1') })).toEqual([49, 0]);
  });

  it('counts images of init containers where the version does so', () => {
    const nodes = [having('n1', 'init:1', 2000), EMPTY];
    const pod = { ...using('web:1'), initContainers: [{ ...CONTAINER, image: 'init:1' }] };
    expect(scoresOf({ nodes, pod })).toEqual([49, 0]);
    expect(scoresOf({ nodes, pod, rules: { ...NEWEST_SCHEDULER, countsInitContainerImages: false } })).toEqual([0, 0]);
  });
});
