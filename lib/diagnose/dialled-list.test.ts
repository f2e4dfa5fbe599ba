import { describe, expect, it } from 'vitest';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { dialledInside, dialledOutside, isInEffect, scopeOf } from '#lib/diagnose/dialled-list.ts';
import type { Service } from '#lib/model/service.ts';
import { dialled } from '#lib/proxy-filter/dialled.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';

function classesOf(options: TutorialOptions, change: Partial<Service> = {}) {
  const { service, slices, context } = tutorial(options);
  const nodes = clusterFactsOf(context).proxyNodes;
  return routeService({ service: { ...service, ...change }, slices, nodes }).ports[0]?.classes ?? [];
}

const NODE_PORT: Partial<Service> = {
  type: 'NodePort',
  ports: [{ name: 'dns', protocol: 'UDP', port: 53, nodePort: 30053 }],
};

interface Case {
  readonly name: string;
  readonly options: TutorialOptions;
  readonly change: Partial<Service>;
  readonly scopes: readonly string[];
}

const CASES: readonly Case[] = [
  { name: 'hints that are followed', options: {}, change: {}, scopes: ['zone'] },
  { name: 'no hints', options: { annotated: false }, change: {}, scopes: ['all'] },
  { name: 'nothing to dial', options: { pods: [] }, change: {}, scopes: ['none'] },
  {
    name: 'a Local policy',
    options: { version: 'v1.36.0', pods: ['hfbmj'] },
    change: { internalTrafficPolicy: 'Local' },
    scopes: ['local', 'none'],
  },
];

describe('scopeOf', () => {
  for (const { name, options, change, scopes } of CASES) {
    it(`is ${scopes.join(' or ')} for ${name}`, () => {
      const found = new Set(
        classesOf(options, change)
          .filter(({ nodeCount }) => nodeCount > 0)
          .map(scopeOf),
      );
      expect([...found].sort()).toEqual([...scopes]);
    });
  }

  it('is in effect for zone, node and local alone', () => {
    expect(classesOf({}).every(isInEffect)).toBe(true);
    expect(classesOf({ annotated: false }).some(isInEffect)).toBe(false);
  });
});

describe('dialledInside', () => {
  it("is kube-proxy's own list, with and without a policy", () => {
    for (const internalTrafficPolicy of ['Cluster', 'Local']) {
      for (const routeClass of classesOf({ version: 'v1.36.0' }, { internalTrafficPolicy })) {
        const { endpoints } = dialled(routeClass, { from: 'cluster', proxier: 'iptables' });
        expect(dialledInside(routeClass)).toEqual(endpoints);
      }
    }
  });
});

describe('dialledOutside', () => {
  it('is nothing to speak of for a Service that is not exposed', () => {
    expect(classesOf({}).map(dialledOutside)).toEqual([undefined, undefined]);
  });

  it('is only what is on the node under externalTrafficPolicy Local', () => {
    const all = classesOf({ version: 'v1.36.0' }, { ...NODE_PORT, externalTrafficPolicy: 'Local' });
    const exposed = all.filter(({ nodeCount }) => nodeCount > 0);
    expect(exposed.map((routeClass) => dialledOutside(routeClass)?.length)).toEqual([1, 1, 1, 1]);
    expect(exposed.map((routeClass) => dialledInside(routeClass).length)).toEqual([4, 4, 4, 4]);
  });
});
