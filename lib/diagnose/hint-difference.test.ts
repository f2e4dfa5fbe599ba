import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { hintDifference } from '#lib/diagnose/hint-difference.ts';
import { AUTO, situation, withEndpoints, withNodes } from '#lib/diagnose/situation.test-support.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { testPod } from '#lib/scenario/tutorial.test-support.ts';

const NODES = ['a1', 'a2', 'b1', 'b2'].map((name) => ({ name, zone: name.slice(0, 1) }));
const PODS_ON = ['a1', 'a2', 'b1', 'b2'];

function given(version = 'v1.31.0'): ServiceInput {
  return situation({ version, nodes: NODES, podsOn: PODS_ON, service: AUTO });
}

function unhinted(input: ServiceInput): ServiceInput {
  return withEndpoints(input, ({ hints: _, ...endpoint }) => endpoint);
}

const CASES: readonly {
  readonly name: string;
  readonly input: () => ServiceInput;
  readonly cause: string | undefined;
}[] = [
  { name: 'none where hints are as predicted', input: given, cause: undefined },
  {
    name: 'a slice of another controller',
    input: () => {
      const { slices, ...rest } = given();
      const own = slices.map((slice) => ({ ...slice, endpoints: slice.endpoints.slice(0, 2) }));
      return { ...rest, slices: [...own, ...slices.map((slice) => ({ ...slice, name: 'other', managedBy: 'mesh' }))] };
    },
    cause: 'difference.custom-slices',
  },
  {
    name: 'a node that was relabelled after the last sync',
    input: () =>
      withNodes(given(), (node) =>
        node.name === 'a1' || node.name === 'a2' ? { ...node, labels: { ...node.labels, [ZONE_LABEL]: 'c' } } : node,
      ),
    cause: 'difference.endpoint-zone',
  },
  {
    name: 'pods that are ready and stand in no slice: the controller is behind',
    input: () => {
      const input = unhinted(given());
      const pod = testPod({
        name: 'coredns-558bd4d5db-new',
        uid: 'new',
        nodeName: 'a1',
        ip: '10.244.9.9',
        ageMinutes: 5,
      });
      return { ...input, pods: [...input.pods, pod] };
    },
    cause: 'difference.paused',
  },
  {
    name: 'a pod that names a node that is not there',
    input: () => {
      const input = unhinted(given());
      return { ...input, pods: input.pods.map((pod, index) => (index === 0 ? { ...pod, nodeName: 'gone' } : pod)) };
    },
    cause: 'difference.missing-node',
  },
  {
    name: 'hints as the minor before would write them, which counted control-plane nodes',
    input: () => {
      const nodes = NODES.map((node) => ({ ...node, controlPlane: node.name === 'a1' }));
      const older = situation({ version: 'v1.22.17', nodes, podsOn: PODS_ON });
      const newer = situation({ version: 'v1.23.17', nodes, podsOn: PODS_ON });
      return { ...newer, slices: older.slices };
    },
    cause: 'difference.other-version',
  },
  {
    name: 'hints that nothing asks for',
    input: () => {
      const { service, ...rest } = given();
      return { ...rest, service: { ...service, annotations: {} } };
    },
    cause: 'difference.left-behind',
  },
  { name: 'no hints though the rules give them', input: () => unhinted(given()), cause: 'difference.nodes-changed' },
  {
    name: 'a version that has not counted the zones again',
    input: () => {
      const input = unhinted(given('v1.21.14'));
      return { ...input, slices: input.slices.map((slice) => ({ ...slice, creationTime: input.now })) };
    },
    cause: 'difference.zones-not-counted-again',
  },
];

describe('hintDifference', () => {
  for (const { name, input, cause } of CASES) {
    it(name, () => expect(hintDifference(analyse(input()), 'IPv4')?.likelyCause.key).toBe(cause));
  }

  it('sets the counts of every zone beside each other', () => {
    expect(hintDifference(analyse(unhinted(given())), 'IPv4')?.zones).toEqual([
      { zone: '', expected: 0, actual: 4 },
      { zone: 'a', expected: 2, actual: 0 },
      { zone: 'b', expected: 2, actual: 0 },
    ]);
  });
});
