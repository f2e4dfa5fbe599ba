import { describe, expect, it } from 'vitest';
import { parseClusterFile } from '#lib/to-model/cluster-file.ts';

const slice = { kind: 'EndpointSlice', metadata: { name: 's', namespace: 'ns' }, addressType: 'IPv4', endpoints: [] };

function listOf(...items: readonly unknown[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

describe('parseClusterFile() reads what kubectl get -o json prints', () => {
  it('a List of mixed kinds, others counted and left out', () => {
    const file = parseClusterFile(listOf({ kind: 'Node', metadata: { name: 'n' } }, slice, { kind: 'Event' }), 'f');
    expect(file.objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['Node n', 'EndpointSlice s']);
    expect([...file.skippedByKind]).toEqual([['Event', 1]]);
  });
  it('a list of one kind, whose items name no kind', () => {
    const file = parseClusterFile(JSON.stringify({ kind: 'NodeList', items: [{ metadata: { name: 'n' } }] }), 'f');
    expect(file.objects[0]).toMatchObject({ kind: 'Node', name: 'n' });
  });
  it('a single object, an empty list', () => {
    expect(parseClusterFile(JSON.stringify(slice), 'f').objects).toHaveLength(1);
    expect(parseClusterFile(listOf(), 'f').objects).toEqual([]);
  });
  it("keeps a snapshot's header", () => {
    const header = { kubernetesVersion: 'v1.21.10', gates: 'TopologyAwareHints=true', whatIf: 'replicas:2' };
    expect(parseClusterFile(JSON.stringify({ kind: 'List', zonescope: header, items: [] }), 'f').header).toEqual(
      header,
    );
  });

  const refused = [
    { what: 'no JSON', content: '{', says: /^Cannot read f\.json: it is not JSON \(/ },
    { what: 'an array', content: '[]', says: 'Cannot read f.json: it holds no object; expected a List as' },
    {
      what: 'another kind',
      content: '{"kind":"Secret"}',
      says: 'Cannot read f.json: kind is "Secret" and items is not a list',
    },
    {
      what: 'an object that is there twice',
      content: listOf(
        { kind: 'Node', metadata: { name: 'n' } },
        { kind: 'Service', metadata: { name: 'n', namespace: 'd' } },
        { kind: 'Service', metadata: { name: 'n', namespace: 'e' } },
        { kind: 'Node', metadata: { name: 'n' } },
      ),
      says: 'Cannot read f.json: Node n (items[3]) is there twice',
    },
    { what: 'an item without kind', content: listOf({}), says: 'Cannot read f.json: items[0] has no kind' },
    {
      what: 'an object without a name',
      content: listOf(slice, { kind: 'Node', metadata: {} }),
      says: 'Cannot read f.json: Node at items[1]: metadata.name is wrong',
    },
    {
      what: 'a field of the wrong type',
      content: listOf({ ...slice, endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: 'yes' } }] }),
      says: 'Cannot read f.json: EndpointSlice ns/s (items[0]): endpoints[0].conditions.ready is wrong',
    },
    {
      what: 'CPU that is no quantity',
      content: listOf({ kind: 'Node', metadata: { name: 'n' }, status: { allocatable: { cpu: '4 cores' } } }),
      says: 'Cannot read f.json: Node n (items[0]): status.allocatable.cpu is wrong: expected a quantity such as 3920m',
    },
    {
      what: 'a request that is no quantity',
      content: listOf({
        kind: 'Pod',
        metadata: { name: 'p', namespace: 'ns' },
        spec: { containers: [{ name: 'c', resources: { requests: { memory: 'much' } } }] },
      }),
      says: 'Cannot read f.json: Pod ns/p (items[0]): spec.containers[0].resources.requests.memory is wrong',
    },
    {
      what: 'a time that is none',
      content: listOf({ kind: 'Node', metadata: { name: 'n', creationTimestamp: 'yesterday' } }),
      says: 'Cannot read f.json: Node n (items[0]): metadata.creationTimestamp is wrong: expected a time such as',
    },
    {
      what: 'a header whose version is none',
      content: JSON.stringify({ kind: 'List', items: [], zonescope: { kubernetesVersion: 'new' } }),
      says: 'Cannot read f.json: zonescope: kubernetesVersion is wrong: expected a version such as 1.36',
    },
    {
      what: 'an unknown header field',
      content: JSON.stringify({ kind: 'List', items: [], zonescope: { minor: 21 } }),
      says: 'Cannot read f.json: zonescope: it is wrong: Unrecognized key: "minor"',
    },
  ];
  for (const { what, content, says } of refused) {
    it(`refuses ${what} in one sentence with file, object and field`, () => {
      expect(() => parseClusterFile(content, 'f.json')).toThrow(says);
    });
  }
});
