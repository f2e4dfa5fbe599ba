import { describe, expect, it } from 'vitest';
import { CONTAINER, NOW, testContext, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';
import { nodePorts } from '#lib/replicas/scheduler/node-ports.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'a')];
function withPort(name: string, hostPort: number | undefined, hostIP?: string, protocol = 'TCP') {
  const port = { name: '', containerPort: 53, protocol, ...(hostPort && { hostPort }), ...(hostIP && { hostIP }) };
  return testPod(name, { nodeName: 'n1', containers: [{ ...CONTAINER, ports: [port] }] });
}

describe('nodePorts', () => {
  it.each([
    ['the same port', withPort('other', 53), 'host-port'],
    ['another port', withPort('other', 54), undefined],
    ['another protocol', withPort('other', 53, undefined, 'UDP'), undefined],
    ['an address where all are wanted', withPort('other', 53, '10.0.0.1'), 'host-port'],
    ['a port that is no host port', withPort('other', undefined), undefined],
    ['a pod that is being deleted still', { ...withPort('other', 53), deletionTime: NOW }, 'host-port'],
  ])('finds %s: %s', (_name, existing, want) => {
    const { filter } = nodePorts(testContext({ nodes: NODES, pods: [existing], pod: withPort('p', 53) }));
    expect([filter?.(0), filter?.(1)]).toEqual([want, undefined]);
  });

  it('lets two addresses share a port', () => {
    const context = testContext({
      nodes: NODES,
      pods: [withPort('other', 53, '10.0.0.1')],
      pod: withPort('p', 53, '10.0.0.2'),
    });
    expect(nodePorts(context).filter?.(0)).toBeUndefined();
  });

  it('closes the node to the next replica', () => {
    const plugin = nodePorts(testContext({ nodes: NODES, pod: withPort('p', 53) }));
    expect(plugin.after?.(1).filter?.(1)).toBe('host-port');
    expect(plugin.filter?.(1)).toBeUndefined();
  });

  it('has nothing to say about a pod without host ports', () => {
    const plugin = nodePorts(testContext({ nodes: NODES, pods: [withPort('other', 53)] }));
    expect([plugin.filter, plugin.after]).toEqual([undefined, undefined]);
  });
});
