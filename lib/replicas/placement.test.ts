import { describe, expect, it } from 'vitest';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import {
  CONTAINER,
  GIBIBYTE,
  NO_AFFINITY,
  testNode,
  testPlacement,
  testPod,
  WEB_SELECTOR,
  WEB_SERVICE,
  webTerm,
} from '#lib/replicas/cluster.test-support.ts';
import { place } from '#lib/replicas/placement.ts';

const NODES = [testNode('n1', 'a'), testNode('n2', 'b')];
const on = (nodeName: string) => testPod(`on-${nodeName}`, { nodeName });

describe('place', () => {
  it('tells every node’s scores, the best and the likely one', () => {
    const { scoresByNode, possible, likely, unschedulable } = place(
      testPlacement({ nodes: NODES, pods: [on('n1')], services: [WEB_SERVICE] }),
    );
    expect([possible, likely, unschedulable]).toEqual([['n2'], 'n2', false]);
    expect(scoresByNode.get('n2')?.byPlugin).toMatchObject({ TaintToleration: 300, PodTopologySpread: 200 });
    const { byPlugin = {}, total } = scoresByNode.get('n1') ?? {};
    expect(Object.values(byPlugin).reduce((left, right) => left + right, 0)).toBe(total);
  });

  it('says why a node is out, in the scheduler’s words', () => {
    const nodes = [testNode('n1', 'a', { unschedulable: true }), testNode('n2', 'b')];
    const { feasible, rejectionByNode, scoresByNode, likely } = place(testPlacement({ nodes }));
    expect(feasible).toEqual(['n2']);
    expect(likely).toBe('n2');
    expect(scoresByNode.size).toBe(0);
    expect(Object.fromEntries(rejectionByNode)).toEqual({
      n1: { plugin: 'NodeUnschedulable', reason: 'unschedulable', message: 'node(s) were unschedulable' },
    });
  });

  it('names each plugin that scores, in their order', () => {
    const requests = { cpuNano: 1e9, memoryBytes: GIBIBYTE };
    const preference = { matchExpressions: [{ key: ZONE_LABEL, operator: 'Exists', values: [] }], matchFields: [] };
    const affinity = {
      ...NO_AFFINITY,
      preferredNodeTerms: [{ weight: 1, preference }],
      preferredPodTerms: [{ weight: 1, term: webTerm(ZONE_LABEL) }],
    };
    const pod = testPod('p', { affinity, containers: [{ ...CONTAINER, requests }] });
    const { scoresByNode } = place(testPlacement({ pod, nodes: NODES, pods: [on('n1')], services: [WEB_SERVICE] }));
    expect(Object.keys(scoresByNode.get('n1')?.byPlugin ?? {})).toEqual([
      'TaintToleration',
      'NodeAffinity',
      'NodeResourcesFit',
      'PodTopologySpread',
      'InterPodAffinity',
      'NodeResourcesBalancedAllocation',
      'ImageLocality',
    ]);
  });

  it('names the first plugin that keeps a node out, and what for', () => {
    const port = { name: '', containerPort: 80, hostPort: 80, protocol: 'TCP' };
    const requests = { cpuNano: 0, memoryBytes: 20 * GIBIBYTE };
    const pod = testPod('p', { containers: [{ ...CONTAINER, requests, ports: [port] }] });
    const taken = testPod('there', { nodeName: 'n1', containers: [{ ...CONTAINER, ports: [port] }] });
    const { rejectionByNode } = place(testPlacement({ pod, nodes: NODES, pods: [taken] }));
    expect([...rejectionByNode.values()].map(({ plugin, reason }) => `${plugin}: ${reason}`)).toEqual([
      'NodePorts: host-port',
      'NodeResourcesFit: insufficient-memory',
    ]);
    const elsewhere = testPod('p', { nodeSelector: { [ZONE_LABEL]: 'c' } });
    const rejections = place(testPlacement({ pod: elsewhere, nodes: NODES })).rejectionByNode;
    expect(rejections.get('n1')).toMatchObject({ plugin: 'NodeAffinity', reason: 'node-affinity' });
  });

  it('leaves a pod Pending that no node takes', () => {
    const answer = place(testPlacement({ nodes: [], pods: [] }));
    expect(answer).toMatchObject({ unschedulable: true, possible: [] });
    expect(answer.likely).toBeUndefined();
  });

  it('holds a required spread back at a cordoned zone', () => {
    const constraint = { maxSkew: 1, topologyKey: ZONE_LABEL, whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: [] };
    const pod = testPod('p', { topologySpreadConstraints: [{ ...constraint, labelSelector: WEB_SELECTOR }] });
    const nodes = [testNode('n1', 'a'), testNode('n2', 'b', { unschedulable: true })];
    expect(place(testPlacement({ pod, nodes })).likely).toBe('n1');
    expect(place(testPlacement({ pod, nodes, pods: [on('n1')] })).unschedulable).toBe(true);
  });

  it('prefers a node without zone label under the default spreading, again and again', () => {
    const nodes = [testNode('n1', 'a'), testNode('n2', undefined)];
    const pods = [on('n2'), { ...on('n2'), name: 'second' }];
    expect(place(testPlacement({ nodes, services: [WEB_SERVICE] })).possible).toEqual(['n2']);
    expect(place(testPlacement({ nodes, services: [WEB_SERVICE], pods })).possible).toEqual(['n2']);
  });

  it('changes nothing of what it is given', () => {
    const input = testPlacement({ nodes: NODES, pods: [on('n1')], services: [WEB_SERVICE] });
    const before = structuredClone(input);
    place(input);
    expect(input).toEqual(before);
  });
});
