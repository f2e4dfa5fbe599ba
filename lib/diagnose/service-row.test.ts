import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { rowOf } from '#lib/diagnose/service-row.ts';
import type { RowContext } from '#lib/model/service-row.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';

function contextOfRow({ context }: ServiceInput): RowContext {
  const { nodes, version, gateOverrides } = context.question;
  return { nodes, version, gateOverrides };
}

function row(given: ServiceInput) {
  return rowOf(given.service, given.slices, contextOfRow(given));
}

const GIVEN: readonly TutorialOptions[] = [
  {},
  { labelled: false, annotated: false },
  { pods: ['hfbmj'] },
  { pods: ['hfbmj', 'hswkq'] },
  { pods: [] },
  { gates: [{ gate: 'TopologyAwareHints', state: false }] },
  { version: 'v1.23.17' },
  { version: 'v1.26.15' },
  { version: 'v1.37.2' },
];

describe('rowOf', () => {
  for (const given of GIVEN) {
    it(`has the verdict of the whole analysis for ${JSON.stringify(given)}`, () => {
      const input = tutorial(given);
      const { verdict, mode } = analyse(input);
      const { reasonValues: _, ...expected } = verdict;
      expect(row(input)).toMatchObject({ key: 'kube-system/kube-dns', mode, verdict: expected });
    });
  }

  it('counts ready endpoints by zone, an address in two slices once', () => {
    const input = tutorial();
    const twice = input.slices.flatMap((slice) => [slice, { ...slice, name: 'copy' }]);
    const slices = twice.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map((endpoint, index) =>
        index === 0 ? { ...endpoint, conditions: { ready: false } } : endpoint,
      ),
    }));
    expect(rowOf(input.service, slices, contextOfRow(input)).endpointsByZone).toEqual({ a: 1, b: 2 });
  });

  it('knows a zone that is named like a property of every object', () => {
    const input = tutorial();
    const slices = input.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map((endpoint) => ({ ...endpoint, zone: 'constructor' })),
    }));
    expect(rowOf(input.service, slices, contextOfRow(input)).endpointsByZone).toEqual({ constructor: 4 });
  });

  it('takes hints on the slices as proof that the gate is on in the programs that wrote them', () => {
    const input = tutorial();
    const context: RowContext = { ...contextOfRow(input), gateOverrides: [] };
    const { verdict } = rowOf(input.service, input.slices, context);
    expect(verdict).toMatchObject({ state: 'ignored', reason: 'gate-off' });
  });

  it('says not proxied of a Service without cluster IP, and of one without ports', () => {
    const input = tutorial();
    const context = contextOfRow(input);
    const headless = rowOf({ ...input.service, clusterIP: 'None' }, input.slices, context);
    expect(headless.verdict).toMatchObject({ state: 'not-proxied', reason: 'headless' });
    const portless = rowOf({ ...input.service, ports: [] }, input.slices, context);
    expect(portless.verdict).toMatchObject({ state: 'not-proxied', reason: 'no-port' });
  });

  it('does not throw without nodes', () => {
    const input = tutorial();
    const { verdict } = rowOf(input.service, input.slices, { ...contextOfRow(input), nodes: [] });
    expect(verdict.state).toBe('unknown');
  });

  it('shows the worst of two families', () => {
    const input = tutorial();
    const service = { ...input.service, ipFamilies: ['IPv4', 'IPv6'], clusterIPs: ['10.96.0.10', 'fd00::a'] };
    const v6 = input.slices.map((slice) => ({
      ...slice,
      name: 'v6',
      addressType: 'IPv6',
      endpoints: slice.endpoints.map(({ hints: _, ...endpoint }, index) => ({
        ...endpoint,
        addresses: [`fd00::${index}`],
      })),
    }));
    const { verdict } = rowOf(service, [...input.slices, ...v6], contextOfRow(input));
    expect(verdict).toMatchObject({ state: 'off', reason: 'hints-missing' });
  });
});
