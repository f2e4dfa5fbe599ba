import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { runSteps } from '#lib/diagnose/run-steps.ts';
import { rowOf } from '#lib/diagnose/service-row.ts';
import { type SweepCluster, type SweepScenario, sweep } from '#lib/diagnose/sweep.ts';
import { DEFAULT_MIX } from '#lib/model/client-mix.ts';
import { namespacedName } from '#lib/model/names.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const NOTHING: SweepScenario = { whatIf: [], gates: [], dataPlanes: [], mix: DEFAULT_MIX };
const VERSION = 'v1.31.14';

/** kube-dns, and the same under another name that is not opted in. */
function clusterOf(podsAreKnown = true): SweepCluster & { readonly inputs: readonly ServiceInput[] } {
  const dns = tutorial({ version: VERSION, gates: [] });
  const bare = tutorial({ version: VERSION, gates: [], annotated: false });
  const rename = (input: ServiceInput): ServiceInput => ({
    ...input,
    service: { ...input.service, name: 'web' },
    slices: input.slices.map((slice) => ({ ...slice, name: 'web-x', serviceName: 'web' })),
  });
  const inputs = [dns, rename(bare)];
  const inputByKey = new Map(inputs.map((input) => [namespacedName(input.service), input]));
  return {
    inputs,
    nodes: dns.nodes,
    version: dns.context.version,
    gateOverrides: [],
    services: inputs.map(({ service }) => service),
    slicesOf: (key) => inputByKey.get(key)?.slices ?? [],
    podsOf: (service) => (podsAreKnown ? (inputByKey.get(namespacedName(service))?.pods ?? []) : []),
    now: dns.now,
  };
}

function rowsOf(cluster: SweepCluster, scenario: Partial<SweepScenario>) {
  return runSteps(sweep(cluster, { ...NOTHING, ...scenario })).rows;
}

describe('sweep', () => {
  it('counts the Services whose endpoints stand for pods, where a change concerns pods', () => {
    const standIns = (podsAreKnown: boolean, whatIf: SweepScenario['whatIf']) =>
      runSteps(sweep(clusterOf(podsAreKnown), { ...NOTHING, whatIf })).standIns;
    const replicas = [{ kind: 'replicas', replicas: 1 }] as const;
    expect(standIns(true, replicas)).toBe(0);
    expect(standIns(false, replicas)).toBe(2);
    expect(standIns(false, [{ kind: 'mode', mode: 'off' }])).toBe(0);
    expect(standIns(false, [])).toBe(0);
  });

  it('is the live rows where nothing is supposed', () => {
    const cluster = clusterOf();
    const context = { nodes: cluster.nodes, version: cluster.version, gateOverrides: [] };
    const live = cluster.services.map((service) => rowOf(service, cluster.slicesOf(namespacedName(service)), context));
    expect(rowsOf(cluster, {})).toEqual(live);
  });

  it('gives every Service the verdict of its own what-if', () => {
    const cluster = clusterOf();
    for (const whatIf of [
      [{ kind: 'zone-down', zone: 'a', phase: 'notready' }],
      [{ kind: 'relabel', node: 'kind-worker', zone: 'b' }],
      [{ kind: 'replicas', replicas: 1 }],
      [{ kind: 'mode', mode: 'PreferClose' }],
    ] as const) {
      const verdicts = cluster.inputs.map((input) => analyse(predict(input, whatIf).input).verdict);
      expect(rowsOf(cluster, { whatIf }).map(({ verdict }) => verdict)).toEqual(verdicts);
    }
  });

  it('lets endpoints stand for pods that are not known', () => {
    const whatIf = [{ kind: 'zone-down', zone: 'a', phase: 'notready' }] as const;
    expect(rowsOf(clusterOf(false), { whatIf })).toEqual(rowsOf(clusterOf(), { whatIf }));
  });

  it('makes changes of a Service only to the one that they are meant for', () => {
    const rows = rowsOf(clusterOf(), { whatIf: [{ kind: 'mode', mode: 'off' }], service: 'kube-system/web' });
    expect(rows.map(({ mode }) => mode)).toEqual(['Auto', 'off']);
    const all = rowsOf(clusterOf(), { whatIf: [{ kind: 'mode', mode: 'PreferClose' }] });
    expect(all.map(({ mode }) => mode)).toEqual(['PreferClose', 'PreferClose']);
  });

  it('follows other rules and other clients', () => {
    expect(rowsOf(clusterOf(), { minor: '1.21' })[0]?.verdict).toMatchObject({ reason: 'hints-gate-off' });
    const mix = { kind: 'zones', parts: [{ zone: 'a', part: 1 }] } as const;
    const whatIf = [{ kind: 'mode', mode: 'Local' }] as const;
    expect(rowsOf(clusterOf(), { mix, whatIf })[0]?.verdict.largestLoad).toBe(2);
    expect(rowsOf(clusterOf(), { whatIf })[0]?.verdict.largestLoad).toBe(1);
  });

  it("takes another Service's endpoints as clients", () => {
    const mix = { kind: 'service', key: 'kube-system/web' } as const;
    expect(rowsOf(clusterOf(), { mix })[0]?.verdict.largestLoad).toBe(1);
    const [row] = rowsOf(clusterOf(), { mix: { kind: 'service', key: 'a/none' } });
    expect(row?.verdict.largestLoad).toBeUndefined();
  });

  it('says once what cannot be made, and for how many Services', () => {
    const whatIf = [{ kind: 'cordon', node: 'nowhere' }] as const;
    const { refused, rows } = runSteps(sweep(clusterOf(), { ...NOTHING, whatIf }));
    expect(refused).toEqual([{ text: { key: 'refused.no-such-node', values: { node: 'nowhere' } }, services: 2 }]);
    expect(rows).toHaveLength(2);
  });
});
