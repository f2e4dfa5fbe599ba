import { readFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { KubeConfig, type User } from '@kubernetes/client-node';
import { createExecCredentials, type ExecCredential, ExecCredentialError } from '#lib/server/kube/exec-credential.ts';
import { KubeRequestError } from '#lib/server/kube/failure.ts';
import { proxyFromEnvironment } from '#lib/server/kube/proxy-from-environment.ts';

/** How to connect to one API server, and as whom. */
export interface ConnectionOptions {
  /** The server's address; it stays what it was at the start. */
  readonly base: URL;
  /**
   * Agent (with certificates and proxy) and headers (with the token) of the next request.
   *
   * @throws KubeRequestError when there are no credentials.
   */
  next(request: CredentialRequest): Promise<RequestOptions & { readonly headers: Readonly<Record<string, string>> }>;
  /** A request failed: whatever stands on disk is read again before the next one. */
  doubt(): void;
}

export interface CredentialRequest {
  /** The API server refused the last credentials. */
  readonly refresh: boolean;
  /** How long the server, and a proxy before it, may take to answer. */
  readonly answerMillis: number;
}

const MAX_AGE_MILLIS = 60_000;
const CREDENTIALS_MILLIS = 30_000;

/**
 * Keeps what a kubeconfig names as fresh as client-go does (transport `cachedFileTokenSource`, `dynamicClientCert`):
 * - the kubeconfig, and the token, certificate and CA files that it names, are read again each minute and after each failure;
 *   what cannot be read then (a file that is just being written) leaves what was read before;
 * - a credential plugin runs again when its credential expires, and once when the API server refuses it;
 * - a proxy is the kubeconfig's `proxy-url`, else the environment's.
 *
 * @throws whatever `load` throws the first time.
 */
export function createConnectionOptions(load: () => KubeConfig): ConnectionOptions {
  const execCredentials = createExecCredentials();
  let config = load();
  let readAt = performance.now();
  const base = new URL(config.getCurrentCluster()?.server ?? '');

  function reload(): void {
    try {
      config = load();
    } catch {
      // The last one may still do; if not, the API server says so.
    }
    readAt = performance.now();
  }

  return {
    base,
    async next({ refresh, answerMillis }) {
      if (refresh || performance.now() - readAt > MAX_AGE_MILLIS) reload();
      const headers: Record<string, string> = {};
      // Here already, since an agent that goes through a proxy takes its patience with the proxy from it.
      const options: RequestOptions & { headers: Record<string, string> } = { headers, timeout: answerMillis };
      try {
        const user = config.getCurrentUser();
        const credential = user?.exec ? await execCredentials.get(user, refresh) : fromTokenFile(user);
        const usable = forOneRequest(config, base, user === null ? undefined : userWith(user, credential));
        await withTimeout(usable.applyToHTTPSOptions(options), CREDENTIALS_MILLIS);
      } catch (error) {
        throw new KubeRequestError({ kind: 'unanswered', said: `was not asked: ${whyNone(error)}` });
      }
      return options;
    },
    doubt() {
      readAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/**
 * A copy with this user and with the environment's proxy. A copy for each request, since a KubeConfig makes its agent once
 * and would go on with the certificates of then.
 */
function forOneRequest(config: KubeConfig, base: URL, user: User | undefined): KubeConfig {
  const copy = new KubeConfig();
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Error('Cannot connect: the kubeconfig names no cluster');
  const proxyUrl = cluster.proxyUrl || proxyFromEnvironment(base, process.env);
  copy.loadFromClusterAndUser({ ...cluster, ...(proxyUrl !== undefined && { proxyUrl }) }, user ?? { name: 'nobody' });
  return copy;
}

/** Read here, since client-node sends a token with the newline that most files end with. */
function fromTokenFile(user: User | null): ExecCredential | undefined {
  const file: unknown = user?.authProvider?.config?.tokenFile;
  return typeof file === 'string' ? { token: readFileSync(file, 'utf8').trim() } : undefined;
}

/** The user with what its plugin or token file gave in their place. */
function userWith(user: User, credential: ExecCredential | undefined): User {
  if (credential === undefined) return user;
  const { exec: _exec, authProvider: _authProvider, ...rest } = user;
  const encode = (pem: string): string => Buffer.from(pem).toString('base64');
  return {
    ...rest,
    ...(credential.token !== undefined && { token: credential.token }),
    ...(credential.cert !== undefined && { certFile: '', certData: encode(credential.cert) }),
    ...(credential.key !== undefined && { keyFile: '', keyData: encode(credential.key) }),
  };
}

/** What a plugin or a file's reader says may quote a secret, so it is not repeated. */
function whyNone(error: unknown): string {
  if (error instanceof ExecCredentialError) return error.said;
  return 'the kubeconfig, or a file that it names, gives no credentials';
}

/** Some providers ask over the network, and would wait for ever. */
async function withTimeout(work: Promise<void>, millis: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Cannot get credentials: no answer in time')), millis);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
