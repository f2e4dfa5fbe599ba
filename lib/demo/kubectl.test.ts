import { execFile, spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedCluster, startEmbeddedCluster } from '#lib/demo/embedded-cluster.ts';
import { version } from '#lib/demo/test-cluster.test-support.ts';

const HAS_KUBECTL = spawnSync('kubectl', ['version', '--client']).status === 0;
const WHY = HAS_KUBECTL ? '' : ' (skipped: kubectl is not installed)';
const DELAYS = { startMillis: [50, 100], terminationMillis: 150 } as const;

let cluster: EmbeddedCluster;
let folder: string;

interface Output {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): Promise<Output> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, KUBECONFIG: join(folder, 'config'), ...env } };
    const child = execFile('kubectl', [...args], options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
    child.stdin?.end(input);
  });
}

/** Runs one command line; fails the test when kubectl fails. */
async function kubectl(line: string, input = ''): Promise<string> {
  const { code, out, err } = await run(line.split(' '), input);
  expect(err.replace(/^W.*version difference.*\n?/gm, '')).not.toMatch(/error/i);
  expect(code).toBe(0);
  return out;
}

/** Asks until the controllers have answered; kubectl alone takes a while on a busy machine. */
function poll<T>(ask: () => Promise<T>) {
  return expect.poll(ask, { timeout: 15_000 });
}

/** The columns of each printed line. */
function rows(output: string): readonly (readonly string[])[] {
  return output
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/));
}

describe.skipIf(!HAS_KUBECTL)(`the real kubectl against the embedded cluster${WHY}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zonescope-kubectl-'));
    cluster = await startEmbeddedCluster({ version: version('1.31.4'), delays: DELAYS });
    await cluster.writeKubeconfig(join(folder, 'config'));
  });

  afterAll(async () => {
    await cluster.stop();
    await rm(folder, { recursive: true });
  });

  it('uses the context of the embedded cluster', async () => {
    expect((await kubectl('config current-context')).trim()).toBe('zonescope-demo');
  });

  it('gets nodes with the columns of the real one, also wide', async () => {
    expect(rows(await kubectl('get nodes'))).toEqual([
      ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION'],
      ['kind-control-plane', 'Ready', 'control-plane,master', '46m', 'v1.31.4'],
      ['kind-worker', 'Ready', '<none>', '46m', 'v1.31.4'],
      ['kind-worker2', 'Ready', '<none>', '46m', 'v1.31.4'],
      ['kind-worker3', 'Ready', '<none>', '46m', 'v1.31.4'],
    ]);
    expect(rows(await kubectl('get nodes -o wide'))[1]).toContain('172.18.0.2');
  });

  it('gets pods wide, by label and in all namespaces', async () => {
    const wide = rows(await kubectl('get pods -A -o wide -l k8s-app=kube-dns'));
    expect(wide[0]).toEqual([
      'NAMESPACE',
      'NAME',
      'READY',
      'STATUS',
      'RESTARTS',
      'AGE',
      'IP',
      'NODE',
      'NOMINATED NODE',
      'READINESS GATES',
    ]);
    expect(wide[1]).toEqual([
      'kube-system',
      'coredns-558bd4d5db-hfbmj',
      '1/1',
      'Running',
      '0',
      '45m',
      '10.244.3.2',
      'kind-worker',
      '<none>',
      '<none>',
    ]);
    expect(rows(await kubectl('get pods -A -l k8s-app!=kube-dns'))).toHaveLength(1);
  });

  it('gets Services, Endpoints and EndpointSlices together', async () => {
    const out = await kubectl('-n kube-system get svc,ep,endpointslices');
    expect(out).toMatch(/service\/kube-dns +ClusterIP +10\.96\.0\.10 +<none> +53\/UDP,53\/TCP,9153\/TCP/);
    expect(out).toMatch(/endpoints\/kube-dns +10\.244\.0\.5:53,10\.244\.1\.2:53,10\.244\.2\.2:53 \+ 9 more\.\.\./);
    expect(out).toMatch(/kube-dns-wt2f9 +IPv4 +53,53,9153 +10\.244\.0\.5,10\.244\.2\.2,10\.244\.3\.2 \+ 1 more\.\.\./);
  });

  it('writes an object as YAML', async () => {
    const yaml = await kubectl('-n kube-system get svc kube-dns -o yaml');
    expect(yaml).toContain('clusterIP: 10.96.0.10');
    expect(yaml).toContain('internalTrafficPolicy: Cluster');
  });

  it('follows a list with -w and prints a pod that comes', async () => {
    const watch = spawn('kubectl', ['get', 'pods', '-A', '-w'], {
      env: { ...process.env, KUBECONFIG: join(folder, 'config') },
    });
    let text = '';
    watch.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    // The list comes in as many pieces as the pipe likes.
    await poll(async () => text).toContain('hswkq');
    await kubectl('run watched --image=pause:3.9');
    await poll(async () => text).toMatch(/watched +1\/1 +Running/);
    expect(text).toMatch(/watched +0\/1 +Pending/);
    watch.kill();
    await kubectl('delete pod watched');
  });

  it('describes what it can describe', async () => {
    expect(await kubectl('describe node kind-worker')).toMatch(/Non-terminated Pods: +\(1 in total\)/);
    expect(await kubectl('-n kube-system describe svc kube-dns')).toMatch(/TargetPort: +9153\/TCP/);
    expect(await kubectl('-n kube-system describe pod coredns-558bd4d5db-hfbmj')).toMatch(
      /Controlled By: +ReplicaSet\/coredns-558bd4d5db/,
    );
    expect(await kubectl('-n kube-system describe deployment coredns')).toMatch(
      /NewReplicaSet: +coredns-558bd4d5db \(4\/4 replicas created\)/,
    );
    expect(await kubectl('-n kube-system describe endpointslice kube-dns-wt2f9')).toMatch(/TargetRef: +Pod\/coredns/);
  });

  it('labels nodes and annotates the Service, and the controller answers with an Event', async () => {
    await kubectl('label node kind-control-plane kind-worker topology.kubernetes.io/zone=a');
    await kubectl('label node kind-worker2 kind-worker3 topology.kubernetes.io/zone=b');
    await kubectl('-n kube-system annotate svc kube-dns service.kubernetes.io/topology-mode=Auto');
    await poll(() => kubectl('-n kube-system get events')).toContain('Unable to allocate minimum required');
    expect(await kubectl('-n kube-system describe svc kube-dns')).toMatch(/Warning +TopologyAwareHintsDisabled/);
  });

  it('edits a Service through an editor', async () => {
    const editor = join(folder, 'editor.sh');
    await writeFile(editor, '#!/bin/sh\nsed -i "s/sessionAffinity: None/sessionAffinity: ClientIP/" "$1"\n');
    await chmod(editor, 0o755);
    const edited = await run(['-n', 'kube-system', 'edit', 'svc', 'kube-dns'], '', { EDITOR: editor });
    expect(edited.out).toContain('service/kube-dns edited');
    const affinity = 'jsonpath={.spec.sessionAffinity}';
    expect(await kubectl(`-n kube-system get svc kube-dns -o ${affinity}`)).toBe('ClientIP');
  });

  it('patches in all three formats', async () => {
    const patches = [
      ['strategic', '{"spec":{"ports":[{"port":9153,"appProtocol":"http"}]}}'],
      ['merge', '{"metadata":{"labels":{"x":"y"}}}'],
      ['json', '[{"op":"add","path":"/metadata/labels/z","value":"1"}]'],
    ] as const;
    for (const [type, patch] of patches) {
      const { code } = await run(['-n', 'kube-system', 'patch', 'svc', 'kube-dns', `--type=${type}`, '-p', patch]);
      expect([type, code]).toEqual([type, 0]);
    }
    const fields =
      'jsonpath={.spec.ports[*].appProtocol},{.metadata.labels.x},{.metadata.labels.z},{.spec.ports[*].port}';
    expect(await kubectl(`-n kube-system get svc kube-dns -o ${fields}`)).toBe('http,y,1,53 53 9153');
  });

  it('shows what is wrong with a refused write', async () => {
    const bad = await run(['label', 'node', 'kind-worker', 'topology.kubernetes.io/zone=not ok', '--overwrite']);
    expect(bad.code).toBe(1);
    const patch = '{"spec":{"trafficDistribution":"Nearby"}}';
    const refused = await run(['-n', 'kube-system', 'patch', 'svc', 'kube-dns', '-p', patch]);
    expect(refused.err).toContain(
      'spec.trafficDistribution: Unsupported value: "Nearby": supported values: "PreferClose"',
    );
    const missing = await run(['-n', 'kube-system', 'get', 'svc', 'nothing']);
    expect(missing.err).toContain('Error from server (NotFound): services "nothing" not found');
  });

  it('scales, waits for the rollout and restarts it', async () => {
    await kubectl('-n kube-system scale deployment coredns --replicas 2');
    await kubectl('-n kube-system rollout status deployment coredns --timeout=20s');
    expect(rows(await kubectl('-n kube-system get deployment coredns'))[1]?.slice(0, 4)).toEqual([
      'coredns',
      '2/2',
      '2',
      '2',
    ]);
    await kubectl('-n kube-system rollout restart deployment coredns');
    await kubectl('-n kube-system rollout status deployment coredns --timeout=20s');
    expect(rows(await kubectl('-n kube-system get rs'))).toHaveLength(3);
  });

  it('deletes a pod, waiting until it is gone, and another one takes its place', async () => {
    const names = 'jsonpath={.items[*].metadata.name}';
    const [first = ''] = (await kubectl(`-n kube-system get pods -o ${names}`)).split(' ');
    expect(await kubectl(`-n kube-system delete pod ${first}`)).toContain(`pod "${first}" deleted`);
    const left = (await kubectl(`-n kube-system get pods -o ${names}`)).split(' ');
    expect(left).not.toContain(first);
    expect(left).toHaveLength(2);
  });

  it('deletes EndpointSlices by label, and the controller makes them anew', async () => {
    await kubectl('-n kube-system delete endpointslice -l k8s-app=kube-dns');
    await poll(async () => rows(await kubectl('-n kube-system get endpointslices')).length).toBe(2);
    expect(await kubectl('-n kube-system get endpointslices')).not.toContain('kube-dns-wt2f9');
  });

  it('creates a Node from a file, also validated, and deletes it', async () => {
    const node = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: passing-by\n';
    expect(await kubectl('create -f -', node)).toContain('node/passing-by created');
    expect(await kubectl('delete node passing-by')).toContain('node "passing-by" deleted');
  });

  it('applies a Deployment and a Service, again without change, and deletes them with what they own', async () => {
    const manifest = [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: "nginx:1"}]}\n',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n',
    ].join('---\n');
    expect(await kubectl('apply -f -', manifest)).toContain('deployment.apps/web created');
    expect(await kubectl('apply -f -', manifest)).toContain('service/web unchanged');
    await kubectl('rollout status deployment web --timeout=20s');
    await poll(() => kubectl('get ep web')).toMatch(/10\.244\.\d+\.\d+:80,10\.244\.\d+\.\d+:80/);
    await kubectl('delete deployment,service web');
    await poll(async () => (await run(['get', 'pods,rs,endpointslices', '-l', 'app=web'])).out).toBe('');
  });

  it('autoscales a Deployment, prints its range, and refuses one that is none', async () => {
    await kubectl('create deployment scaled --image=nginx:1');
    expect(await kubectl('autoscale deployment scaled --min=2 --max=4')).toContain('scaled autoscaled');
    await poll(async () => rows(await kubectl('get hpa'))[1]?.slice(0, 6)).toEqual([
      'scaled',
      'Deployment/scaled',
      'cpu: <unknown>/80%',
      '2',
      '4',
      '2',
    ]);
    const manifest = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: applied}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: nothing}
  minReplicas: 2
  maxReplicas: 3
  metrics: [{type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 70}}}]
`;
    expect(await kubectl('apply -f -', manifest)).toContain('horizontalpodautoscaler.autoscaling/applied created');
    expect(await kubectl('apply -f -', manifest)).toContain('applied unchanged');
    expect(await kubectl('get hpa.v1.autoscaling applied -o jsonpath={.spec.maxReplicas}')).toBe('3');
    await kubectl('delete hpa applied');
    expect(await kubectl('describe hpa scaled')).toMatch(/Deployment pods: +2 current \/ 2 desired/);
    const refused = await run(['patch', 'hpa', 'scaled', '-p', '{"spec":{"maxReplicas":1}}']);
    expect(refused.err).toContain('must be greater than or equal to `minReplicas`');
    await kubectl('delete deployment,hpa scaled');
  });

  it('cordons, drains and uncordons a node', async () => {
    await kubectl('cordon kind-worker');
    expect(rows(await kubectl('get node kind-worker'))[1]?.[1]).toBe('Ready,SchedulingDisabled');
    const drained = await run(['drain', 'kind-worker', '--ignore-daemonsets', '--force', '--timeout=20s']);
    expect(drained.err + drained.out).toContain('node/kind-worker drained');
    await kubectl('uncordon kind-worker');
    expect(rows(await kubectl('get node kind-worker'))[1]?.[1]).toBe('Ready');
  });

  it('knows short names and resources, and may do everything', async () => {
    expect(await kubectl('api-resources')).toMatch(/deployments +deploy +apps\/v1 +true +Deployment/);
    expect(await kubectl('auth can-i list nodes')).toBe('yes\n');
    expect(await kubectl('get all -n kube-system')).toContain('deployment.apps/coredns');
  });
});
