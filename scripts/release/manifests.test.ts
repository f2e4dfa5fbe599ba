import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAllYaml } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { SERVER_FLAGS } from '../runtime.mjs';
import { IMAGE_USER } from './make-rootfs.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEPLOY = join(ROOT, 'deploy');

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly rules?: readonly Rule[];
  readonly spec?: unknown;
}

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

function read(file: string): readonly Manifest[] {
  return loadAllYaml(readFileSync(join(DEPLOY, file), 'utf8')) as readonly Manifest[];
}

function only(file: string): Manifest {
  const [manifest, ...more] = read(file);
  if (manifest === undefined || more.length > 0) throw new Error(`Cannot read ${file}: it does not hold one manifest`);
  return manifest;
}

const files = readdirSync(DEPLOY, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.yaml') && !path.startsWith('tests'),
);

describe('the rights', () => {
  const WANTED: readonly Rule[] = [
    { apiGroups: [''], resources: ['nodes', 'services', 'pods'], verbs: ['list', 'watch'] },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
    { nonResourceURLs: ['/version'], verbs: ['get'] },
  ];

  it('are list and watch of four kinds and get of /version, and nothing else', () => {
    expect(only('base/cluster-role.yaml').rules).toEqual(WANTED);
  });

  it('are one more in the overlay for autoscalers, with the option that needs it, and in no other', () => {
    const [role] = read('overlays/hpa/autoscalers.yaml');
    const rule = { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: ['list', 'watch'] };
    expect(role?.rules).toEqual([rule]);
    const named = (word: string) => files.filter((file) => readFileSync(join(DEPLOY, file), 'utf8').includes(word));
    expect(named('horizontalpodautoscalers')).toEqual(['overlays/hpa/autoscalers.yaml']);
    expect(named('--watch-hpa')).toEqual(['overlays/hpa/kustomization.yaml']);
  });

  it('are those that the README offers to copy', () => {
    const readme = /```yaml\n(apiVersion: rbac[^`]*)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[1] ?? '';
    expect(loadAllYaml(readme)).toEqual([only('base/cluster-role.yaml')]);
  });

  it('name no secret, no subresource and no wildcard in any overlay, and create reviews in one alone', () => {
    const rules = files.flatMap((file) =>
      read(file)
        .filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role')
        .flatMap((role) => (role.rules ?? []).map((rule) => ({ file, ...rule }))),
    );
    const forbidden = rules.filter(
      ({ resources = [], verbs, apiGroups = [], nonResourceURLs = [] }) =>
        resources.some((resource) => /secret|configmap|\/|\*/.test(resource)) ||
        [...verbs, ...apiGroups, ...nonResourceURLs].some((word) => word.includes('*')),
    );
    expect(forbidden).toEqual([]);
    const writes = rules.filter(({ verbs }) => verbs.some((verb) => !['get', 'list', 'watch'].includes(verb)));
    expect([...new Set(writes.map(({ file }) => file))]).toEqual(['overlays/auth/reviews.yaml']);
    expect(writes.flatMap(({ resources = [] }) => resources)).toEqual(['tokenreviews', 'subjectaccessreviews']);
  });
});

describe('the Pod', () => {
  const spec = JSON.stringify(only('base/deployment.yaml').spec);
  const pod = JSON.parse(spec).template.spec;
  const [container] = pod.containers;

  it('runs as the image’s unprivileged user, read-only, without capabilities', () => {
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: IMAGE_USER,
      runAsGroup: IMAGE_USER,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('keeps the page on its loopback, and is probed on the one port that it shows', () => {
    expect(container.args.filter((arg: string) => arg.startsWith('--host'))).toEqual([]);
    expect(container.ports).toEqual([{ name: 'ops', containerPort: 8081 }]);
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      expect(container[probe].httpGet.port).toBe('ops');
    }
  });

  it('alone holds the token, and the network policy admits nobody but to the ops port', () => {
    expect(only('base/service-account.yaml')).toMatchObject({ automountServiceAccountToken: false });
    expect(pod.automountServiceAccountToken).toBe(true);
    expect(only('base/network-policy.yaml').spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'zonescope' } },
      policyTypes: ['Ingress'],
      ingress: [{ ports: [{ port: 'ops', protocol: 'TCP' }] }],
    });
  });

  it('lives in a namespace that enforces the restricted Pod Security Standard', () => {
    expect(only('base/namespace.yaml').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });
});

describe('the version', () => {
  it('of the image in deploy/ is that of package.json', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(only('base/kustomization.yaml')).toMatchObject({ images: [{ name: 'zonescope', newTag: version }] });
  });
});

describe('the image’s Dockerfile', () => {
  const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

  it('ends in a stage from scratch that holds the rootfs and runs as its user', () => {
    const last = text.slice(text.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^\nFROM scratch\n/);
    expect(last).toContain('COPY --from=build /src/.zonescope/rootfs/ /');
    expect(last).toContain(`USER ${IMAGE_USER}:${IMAGE_USER}`);
    expect(last).not.toMatch(/^RUN /m);
    const entry = ['/usr/bin/node', ...SERVER_FLAGS, '/app/lib/cli/zonescope.js'];
    expect(last).toContain(`ENTRYPOINT ${JSON.stringify(entry).replaceAll(',', ', ')}`);
  });
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

describe('the alerts', () => {
  it.runIf(hasPromtool)('fire for what an engineer would want to know, and for nothing else (promtool)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zonescope-alerts-'));
    try {
      const { spec } = only('overlays/metrics/prometheus-rule.yaml');
      writeFileSync(join(folder, 'rules.yaml'), JSON.stringify(spec));
      copyFileSync(join(DEPLOY, 'tests/alerts.yaml'), join(folder, 'alerts.yaml'));
      for (const args of [
        ['check', 'rules', 'rules.yaml'],
        ['test', 'rules', 'alerts.yaml'],
      ]) {
        const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });
        expect(status, `${stdout}${stderr}`).toBe(0);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('each have a case of their own', () => {
    const { groups } = only('overlays/metrics/prometheus-rule.yaml').spec as {
      readonly groups: readonly { readonly rules: readonly { readonly alert: string }[] }[];
    };
    const cases = readFileSync(join(DEPLOY, 'tests/alerts.yaml'), 'utf8');
    const names = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !cases.includes(`alertname: ${name}`))).toEqual([]);
  });

  it('ask only for metrics that there are', async () => {
    const { createMetrics } = await import('#lib/server/ops/create-metrics.ts');
    const { text } = await createMetrics({ running: () => undefined, services: 1 })();
    const asked = JSON.stringify(only('overlays/metrics/prometheus-rule.yaml').spec).match(/zonescope_[a-z_]+/g) ?? [];
    expect(asked.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
  });
});
