import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { loadKubeconfig } from '#lib/server/kube/load-kubeconfig.ts';

/** What is watched. `load` reads the credentials anew each time. */
export type Source =
  | { readonly kind: 'demo' }
  | {
      readonly kind: 'kubeconfig' | 'in-cluster';
      readonly load: () => KubeConfig;
      readonly contextName: string;
      readonly user: string;
      readonly namespace?: string;
      readonly insecure: boolean;
    };

export interface SourceOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  /** A world's name, or '' for the default one: no cluster is looked for. */
  readonly demo?: string;
}

export interface SourceSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home; undefined when there is none. */
  readonly home: string | undefined;
  /** Where a pod's ServiceAccount is mounted. */
  readonly serviceAccountFolder: string;
}

export function systemSurroundings(): SourceSurroundings {
  return {
    env: process.env,
    home: process.env['HOME'] ?? homedir(),
    serviceAccountFolder: '/var/run/secrets/kubernetes.io/serviceaccount',
  };
}

/**
 * Decides what to watch, in kubectl's order:
 * - `--demo`: the embedded cluster, whatever else there is;
 * - `--kubeconfig`, else `$KUBECONFIG` (several files), else ~/.kube/config when there is one;
 * - the in-cluster ServiceAccount, when there is one and no `--context` was asked for;
 * - else the embedded cluster.
 *
 * @throws Error in one sentence with the file's name; a kubeconfig that is wrong never falls through to the next source.
 */
export function resolveSource(options: SourceOptions, surroundings: SourceSurroundings = systemSurroundings()): Source {
  if (options.demo !== undefined) return { kind: 'demo' };
  const files = kubeconfigFiles(options, surroundings);
  if (files.length > 0) return kubeconfigSource(files, options.context);
  if (options.context !== undefined) {
    throw new Error(`Cannot use context "${options.context}": there is no kubeconfig; name one with --kubeconfig`);
  }
  const host = surroundings.env['KUBERNETES_SERVICE_HOST'];
  const token = join(surroundings.serviceAccountFolder, 'token');
  return host !== undefined && existsSync(token) ? inClusterSource(token) : { kind: 'demo' };
}

function kubeconfigFiles({ kubeconfig }: SourceOptions, { env, home }: SourceSurroundings): readonly string[] {
  if (kubeconfig !== undefined) return [kubeconfig];
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (listed.length > 0) return listed;
  const usual = home === undefined ? undefined : join(home, '.kube', 'config');
  return usual !== undefined && existsSync(usual) ? [usual] : [];
}

function kubeconfigSource(files: readonly string[], context: string | undefined): Source {
  const config = loadKubeconfig({ files, ...(context !== undefined && { context }) });
  // Somebody may choose another current context meanwhile: what is watched must not change under the page.
  const load = () => loadKubeconfig({ files, context: config.currentContext });
  const current = config.getContextObject(config.currentContext);
  const cluster = config.getCurrentCluster();
  const namespace = current?.namespace;
  return {
    kind: 'kubeconfig',
    load,
    contextName: config.currentContext,
    user: current?.user ?? '',
    ...(namespace !== undefined && namespace !== '' && { namespace }),
    insecure: cluster?.skipTLSVerify === true,
  };
}

function inClusterSource(tokenFile: string): Source {
  const load = () => {
    const config = new KubeConfig();
    config.loadFromCluster();
    return config;
  };
  return { kind: 'in-cluster', load, contextName: 'in-cluster', user: subjectOf(tokenFile), insecure: false };
}

/** The `sub` of the ServiceAccount's token, which is read, not checked: it only says who we are. */
function subjectOf(tokenFile: string): string {
  try {
    const payload = readFileSync(tokenFile, 'utf8').split('.')[1] ?? '';
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const sub = typeof claims === 'object' && claims !== null && 'sub' in claims ? claims.sub : undefined;
    return typeof sub === 'string' ? sub : 'ServiceAccount';
  } catch {
    return 'ServiceAccount';
  }
}
