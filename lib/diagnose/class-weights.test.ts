import { describe, expect, it } from 'vitest';
import { classWeights } from '#lib/diagnose/class-weights.ts';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

describe('classWeights', () => {
  it('adds up the client mix of each class, once for all ports that share their classes', () => {
    const { service, slices, context } = tutorial();
    const facts = clusterFactsOf(context);
    const { ports } = routeService({ service, slices, nodes: facts.proxyNodes });
    const weights = ports.map((port) => classWeights(port, facts));
    expect(weights.map((each) => [...each])).toEqual([
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    expect(weights[1]).toBe(weights[0]);
  });
});
