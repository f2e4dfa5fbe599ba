import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classWeights } from '#lib/diagnose/class-weights.ts';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { dialledInside } from '#lib/diagnose/dialled-list.ts';
import { ownNodes } from '#lib/diagnose/own-node.ts';
import { portLoads } from '#lib/diagnose/port-loads.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { contextOf, kubeDns, reconciled, testNode, testPod, tutorial } from '#lib/scenario/tutorial.test-support.ts';

function loadsOf({ service, slices, context }: ServiceInput) {
  const facts = clusterFactsOf(context);
  const [port] = routeService({ service, slices, nodes: facts.proxyNodes }).ports;
  if (port === undefined) throw new Error('the Service has no port');
  return { port, facts, loads: portLoads(port, classWeights(port, facts), ownNodes(port, facts)) };
}

describe('portLoads', () => {
  it('spreads every node over what it dials, as if each node were asked by itself', () => {
    const zones = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(zones, fc.integer({ min: 1, max: 15 }), fc.boolean(), (zoneOfNode, count, annotated) => {
        const nodes = zoneOfNode.map((zone, index) =>
          testNode({ name: `n${index}`, cpu: 1 + (index % 3), ...(zone === '' ? {} : { zone }) }),
        );
        const pods = Array.from({ length: count }, (_, index) =>
          testPod({
            name: `p${index}`,
            uid: `u${index}`,
            ip: `10.0.0.${index}`,
            nodeName: `n${(index * 5) % nodes.length}`,
            ageMinutes: 9,
          }),
        );
        const context = contextOf(nodes, 'v1.36.0');
        const { port, facts, loads } = loadsOf(reconciled({ nodes, service: kubeDns(annotated), pods, context }));
        const shares = port.endpoints.map(() => 0);
        let kept = 0;
        for (const [index, node] of facts.nodes.entries()) {
          const routeClass = port.classes[port.classByNode[index] ?? -1];
          const list = routeClass === undefined ? [] : dialledInside(routeClass);
          for (const at of list) {
            shares[at] = (shares[at] ?? 0) + node.weight / list.length;
            const { zone, nodeName } = port.endpoints[at]?.endpoint ?? {};
            const stays = nodeName === node.name || (node.zone !== undefined && zone === node.zone);
            if (stays) kept += node.weight / list.length;
          }
        }
        for (const [index, share] of shares.entries()) expect(loads.shares[index]).toBeCloseTo(share, 9);
        if (zoneOfNode.every((zone) => zone === '')) expect(loads.inZoneShare).toBeUndefined();
        else expect(loads.inZoneShare).toBeCloseTo(kept, 6);
        expect(loads.largestLoad).toBeCloseTo(Math.max(...shares) * count, 6);
        expect(loads.idleEndpoints).toBe(shares.filter((share) => share === 0).length);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps in its zone what stays on a node, whatever zone is written there: without a label, or of before', () => {
    const nodes = [testNode({ name: 'a1', zone: 'a' }), testNode({ name: 'b1', zone: 'b' }), testNode({ name: 'x1' })];
    const pods = ['a1', 'x1'].map((nodeName, index) =>
      testPod({ name: `p${index}`, uid: `u${index}`, ip: `10.0.0.${index}`, nodeName, ageMinutes: 9 }),
    );
    const context = contextOf(nodes, 'v1.36.0');
    const given = reconciled({ nodes, service: kubeDns(false), pods, context });
    // Each of three nodes sends a sixth to either pod; a1 and x1 have one of their own.
    expect(loadsOf(given).loads.inZoneShare).toBeCloseTo(1 / 3, 9);
    const moved = given.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map((endpoint) => ({ ...endpoint, zone: 'of-before' })),
    }));
    expect(loadsOf({ ...given, slices: moved }).loads.inZoneShare).toBeCloseTo(1 / 3, 9);
  });

  it('tells no in-zone share where no node has a zone', () => {
    expect(loadsOf(tutorial({ labelled: false })).loads.inZoneShare).toBeUndefined();
  });

  it('counts nothing as idle where nothing is dialled', () => {
    const { loads } = loadsOf(tutorial({ pods: [] }));
    expect(loads).toMatchObject({ idleEndpoints: 0, ready: 0 });
    expect(loads.largestLoad).toBeUndefined();
  });
});
