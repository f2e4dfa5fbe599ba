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

  it.each([
    ['the same address', '10.0.0.1', '10.0.0.1', 'host-port'],
    ['one of all addresses', undefined, '10.0.0.1', 'host-port'],
    ['one of all addresses, spelled out', '0.0.0.0', '10.0.0.1', 'host-port'],
    ['all addresses of which one is taken', '10.0.0.1', '0.0.0.0', 'host-port'],
    ['another address', '10.0.0.1', '10.0.0.2', undefined],
  ])('of a port that is wanted on %s finds: %4$s', (_name, taken, wanted, want) => {
    const context = testContext({ nodes: NODES, pods: [withPort('o', 53, taken)], pod: withPort('p', 53, wanted) });
    expect(nodePorts(context).filter?.(0)).toBe(want);
  });

  it('closes the node where one of several ports is taken', () => {
    const pod = {
      ...withPort('p', 54),
      containers: [withPort('p', 54), withPort('p', 53)].flatMap((p) => p.containers),
    };
    expect(nodePorts(testContext({ nodes: NODES, pods: [withPort('other', 53)], pod })).filter?.(0)).toBe('host-port');
  });

  it.each([
    ['a sidecar', 'Always', 'host-port'],
    ['an init container that ends', undefined, undefined],
  ])('finds the port of %s: %3$s', (_name, restartPolicy, want) => {
    const [container = CONTAINER] = withPort('other', 53).containers;
    const initContainers = [{ ...container, ...(restartPolicy && { restartPolicy }) }];
    const pods = [testPod('other', { nodeName: 'n1', initContainers })];
    expect(nodePorts(testContext({ nodes: NODES, pods, pod: withPort('p', 53) })).filter?.(0)).toBe(want);
  });

  it('closes the node to the next replica', () => {
    const plugin = nodePorts(testContext({ nodes: NODES, pod: withPort('p', 53) }));
    expect(plugin.after?.(1).filter?.(1)).toBe('host-port');
    expect(plugin.filter?.(1)).toBeUndefined();
  });

  it('has nothing to say about a pod without host ports', () => {
    const plugin = nodePorts(testContext({ nodes: NODES, pods: [withPort('other', 53)] }));
    expect(plugin).toEqual({ name: 'NodePorts', weight: 0 });
    const listening = nodePorts(testContext({ nodes: NODES, pod: withPort('p', undefined) }));
    expect(listening).toEqual({ name: 'NodePorts', weight: 0 });
  });
});
