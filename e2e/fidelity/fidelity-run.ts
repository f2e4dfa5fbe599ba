import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { kubectl } from '../support/kubectl.ts';
import { type RealCluster, startRealCluster } from '../support/realcluster.ts';
import { analysesOf, checkNode, type Dump, type NodeCheck } from './check-moment.ts';
import { nodesOfEveryClass } from './classes.ts';
import { type Moment, ofOneMoment, waitFor } from './moment.ts';
import { NEWEST, type Release } from './releases.ts';
import type { Situation, Workload } from './situation.ts';
import type { Topology } from './topologies.ts';

export interface SituationResult {
  readonly situation: Situation;
  readonly checks: readonly NodeCheck[];
  /** How often it had to be looked at anew, since the cluster changed under the look. */
  readonly changes: number;
  readonly seconds: number;
}

/** Dumps that are made at once: each starts a kube-proxy in namespaces of its own. */
const AT_ONCE = 2;
const MOST_RESTARTS = 4;

export async function startTopology({ name, file }: Topology, release = NEWEST): Promise<RealCluster> {
  const path = join(mkdtempSync(join(tmpdir(), 'zonescope-topology-')), `${name}.json`);
  writeFileSync(path, JSON.stringify(file));
  return startRealCluster(['--topology', path, ...release.upOptions]);
}

/** Makes a situation in a running cluster, and holds Zonescope against the kernels of one node of every class. */
export async function runSituation(
  cluster: RealCluster,
  situation: Situation,
  release = NEWEST,
): Promise<SituationResult> {
  const start = performance.now();
  const { kubeconfig } = cluster;
  const ending = await make(kubeconfig, situation, release);
  const version = gitVersionIn(await kubectl(kubeconfig, ['version', '-o', 'json']));
  const { taken, changes } = await ofOneMoment(kubeconfig, async (before) => {
    const analyses = analysesOf(before, { version, gates: release.gates });
    const nodes = nodesOfEveryClass(analyses, situation.namespace);
    return inTurns(
      nodes.flatMap((node) => release.modes.map((mode) => ({ node, mode }))),
      (wanted) => restingCheck({ cluster, analyses, topology: situation.topology, release }, wanted),
    );
  });
  await removeEnding(kubeconfig, situation, ending);
  return { situation, checks: taken, changes, seconds: (performance.now() - start) / 1000 };
}

interface Look {
  readonly cluster: RealCluster;
  readonly analyses: readonly Analysis[];
  readonly topology: Topology;
  readonly release: Release;
}

/**
 * Holds the answer against a kube-proxy that has come to rest. One that has just started may have written its rules before
 * it learnt the zone of its own node: rules that differ count once a second kube-proxy, started anew, has written the same.
 */
async function restingCheck(
  { cluster, analyses, topology, release }: Look,
  wanted: Omit<Dump, 'text'>,
): Promise<NodeCheck> {
  let previous: string | undefined;
  for (let restarts = 0; ; restarts++) {
    const found = await dump(cluster, wanted, topology);
    const check = {
      ...checkNode(analyses, found, { podCIDRs: topology.podCIDRs, ...(release.learnsNodeIPs ? {} : { nodeIPs: [] }) }),
      restarts,
    };
    const differences = check.differences.join('\n');
    if (differences === '' || differences === previous || restarts === MOST_RESTARTS) return check;
    previous = differences;
  }
}

/** Makes the objects and their fates; resolves with the pods that are ending then. */
async function make(
  kubeconfig: string,
  { namespace, workloads }: Situation,
  { keepsEnding }: Release,
): Promise<readonly string[]> {
  const items = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...workloads.flatMap(({ service, deployment }) => [service, deployment]),
  ];
  await kubectl(kubeconfig, ['create', '--validate=false', '-f', '-'], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  });
  await waitFor(kubeconfig, (moment) => missingEndpoints(moment, namespace, workloads));
  for (const { name, ingress } of workloads.filter((workload) => workload.ingress.length > 0)) {
    const status = JSON.stringify({ status: { loadBalancer: { ingress } } });
    await kubectl(kubeconfig, [
      '-n',
      namespace,
      'patch',
      'service',
      name,
      '--subresource=status',
      '--type=merge',
      '-p',
      status,
    ]);
  }
  const allEnding: string[] = [];
  for (const { name, fates } of workloads) {
    if (fates.unready + fates.terminating === 0) continue;
    const pods = (await kubectl(kubeconfig, ['-n', namespace, 'get', 'pods', '-l', `app=${name}`, '-o', 'name']))
      .trim()
      .split('\n')
      .sort();
    const unready = pods.slice(0, fates.unready);
    const ending = pods.slice(-fates.terminating || pods.length);
    if (unready.length > 0)
      await kubectl(kubeconfig, ['-n', namespace, 'annotate', ...unready, 'realcluster/ready=false']);
    if (ending.length > 0) await kubectl(kubeconfig, ['-n', namespace, 'delete', ...ending, '--wait=false']);
    allEnding.push(...ending);
  }
  await waitFor(kubeconfig, (moment) =>
    missingFates(moment, namespace, keepsEnding ? workloads : workloads.map(withoutEnding)),
  );
  return allEnding;
}

function withoutEnding(workload: Workload): Workload {
  return { ...workload, fates: { ...workload.fates, terminating: 0 } };
}

/** Those of one situation are not to go in the middle of the next. */
async function removeEnding(kubeconfig: string, situation: Situation, ending: readonly string[]): Promise<void> {
  if (ending.length === 0) return;
  const { namespace, workloads } = situation;
  await kubectl(kubeconfig, [
    '-n',
    namespace,
    'delete',
    ...ending,
    '--force',
    '--grace-period=0',
    '--ignore-not-found',
  ]);
  await waitFor(kubeconfig, (moment) => {
    const left = workloads.find(({ name }) => countEndpoints(moment, namespace, name).terminating > 0);
    return left && `${namespace}/${left.name} has endpoints that end still`;
  });
}

/** Endpoints of a workload's Service in one family: how many are ready, and how many are ending. */
function countEndpoints({ objects }: Moment, namespace: string, name: string) {
  const endpoints = objects.flatMap((object) =>
    object.kind === 'EndpointSlice' &&
    object.namespace === namespace &&
    object.serviceName === name &&
    object.addressType === 'IPv4'
      ? object.endpoints
      : [],
  );
  return {
    ready: endpoints.filter(({ conditions }) => conditions.ready === true).length,
    unready: endpoints.filter(({ conditions }) => conditions.ready === false && conditions.terminating !== true).length,
    terminating: endpoints.filter(({ conditions }) => conditions.terminating === true).length,
  };
}

function missingEndpoints(moment: Moment, namespace: string, workloads: readonly Workload[]): string | undefined {
  const lacking = workloads.find(({ name, replicas }) => countEndpoints(moment, namespace, name).ready !== replicas);
  return lacking && `${namespace}/${lacking.name} has not ${lacking.replicas} ready endpoints`;
}

/** Ended pods are replaced: of those asked for, the unready ones stay unready, all others get ready. */
function missingFates(moment: Moment, namespace: string, workloads: readonly Workload[]): string | undefined {
  for (const { name, replicas, fates } of workloads) {
    const now = countEndpoints(moment, namespace, name);
    if (now.terminating < fates.terminating)
      return `${namespace}/${name} has not ${fates.terminating} endpoints that end`;
    if (now.ready + now.unready < replicas) return `${namespace}/${name} has not ${replicas} endpoints that stay`;
  }
  return undefined;
}

async function dump(cluster: RealCluster, { node, mode }: Omit<Dump, 'text'>, topology: Topology): Promise<Dump> {
  const args = ['proxy-dump', '--node', node, '--mode', mode];
  const text = await cluster.runBeside(args);
  if (mode === 'nftables' || !topology.isDualStack) return { node, mode, text };
  return { node, mode, text: text + (await cluster.runBeside([...args, '--ipv6'])) };
}

async function inTurns<T, R>(items: readonly T[], call: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(call))));
  }
  return results;
}

function gitVersionIn(text: string): string {
  const { serverVersion } = JSON.parse(text) as { readonly serverVersion?: { readonly gitVersion?: string } };
  return serverVersion?.gitVersion ?? '';
}
