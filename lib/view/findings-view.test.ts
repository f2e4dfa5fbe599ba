import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { contextOf, testNode, tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { clusterFindings, serviceFindings } from '#lib/view/findings-view.ts';

const nobody = () => false;

describe('findings', () => {
  it('of a Service stand with those about NodeLocal DNSCache, which only the other names tell', () => {
    const analysis = analyse(tutorial({ version: 'v1.31.0', pods: ['hfbmj', 'pxphb'] }));
    expect(serviceFindings(analysis, nobody, {}).map(({ rule }) => rule)).toEqual([
      'single-zone',
      'deprecated-annotation',
    ]);
    const rules = serviceFindings(analysis, (key) => key === 'kube-system/node-local-dns', {}).map(({ rule }) => rule);
    expect(rules).toContain('node-local-dns');
  });

  it('of a Service are those of the port that is looked at', () => {
    const input = tutorial({ version: 'v1.31.0', pods: ['hfbmj', 'pxphb'] });
    const [slice] = input.slices;
    if (slice === undefined) throw new Error('the tutorial has a slice');
    const [port] = slice.ports;
    const service = { ...input.service, internalTrafficPolicy: 'Local' };
    // One port is served by one pod less than the others.
    const slices = [
      { ...slice, ports: slice.ports.slice(1) },
      { ...slice, name: 'one-less', ports: port === undefined ? [] : [port], endpoints: slice.endpoints.slice(1) },
    ];
    const analysis = analyse({ ...input, service, slices });
    const nodesAt = (name: string | undefined) => {
      const found = serviceFindings(analysis, nobody, name === undefined ? {} : { port: name });
      return found.find(({ rule }) => rule === 'local-policy-blackhole')?.why.values?.['nodes'];
    };
    expect(slice.ports.map(({ name }) => nodesAt(name))).toEqual(
      slice.ports.map(
        ({ name }) => analysis.ports.find((one) => one.port.name === name)?.verdict.reasonValues['nodes'],
      ),
    );
    expect(nodesAt(slice.ports[0]?.name)).not.toBe(nodesAt(slice.ports[1]?.name));
  });

  it('of many nodes are told once, with the first of them by name and how many more there are', () => {
    const nodes = Array.from({ length: 20 }, (_, index) => testNode({ name: `n${index}`, version: 'v1.31.0' }));
    const analysis = analyse({ ...tutorial(), nodes, context: contextOf(nodes, 'v1.31.0') });
    const [finding, ...others] = clusterFindings(analysis);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'node-without-zone', level: 'error', more: 12 });
    expect(finding?.objects).toHaveLength(8);
    expect(finding?.commands).toHaveLength(8);
  });
});
