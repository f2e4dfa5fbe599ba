import http from 'node:http';
import https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { type Failure, failureOfStatus, KubeRequestError } from '#lib/server/kube/failure.ts';

export interface OpenOptions {
  readonly signal: AbortSignal;
  /** How long the server may be silent within its answer, in milliseconds. */
  readonly idleMillis: number;
  /** And before it; 30 s when absent. */
  readonly answerMillis?: number;
  /** Read the credentials anew before asking. */
  readonly refresh?: boolean;
}

/** Reads from one API server; there is nothing here that writes. */
export interface KubeClient {
  /** Where it stands, without credentials. */
  readonly address: string;
  /**
   * GETs a path and resolves with the body once a 200 is there.
   *
   * @throws KubeRequestError for any other status, whatever the network's own error is otherwise.
   */
  open(path: string, options: OpenOptions): Promise<AsyncIterable<Uint8Array>>;
}

const CREDENTIALS_MILLIS = 30_000;
const KEEP_ALIVE_MILLIS = 15_000;
const ANSWER_MILLIS = 30_000;

/**
 * A client over a kubeconfig. `load` reads the kubeconfig from disk: once now and again when its credentials are
 * refused, so that a token or certificate that was rotated, or a plugin's new answer, is taken up without a restart.
 *
 * @throws whatever `load` throws.
 */
export function createKubeClient(load: () => KubeConfig): KubeClient {
  let config = load();
  const server = config.getCurrentCluster()?.server ?? '';
  const base = new URL(server);

  async function connectOptions(refresh: boolean): Promise<https.RequestOptions> {
    if (refresh) config = load();
    const options: https.RequestOptions = { headers: { accept: 'application/json', 'user-agent': 'zonescope' } };
    await withTimeout(config.applyToHTTPSOptions(options), CREDENTIALS_MILLIS);
    return options;
  }

  return {
    address: base.origin,
    async open(path, { signal, idleMillis, answerMillis = ANSWER_MILLIS, refresh = false }) {
      const options = await connectOptions(refresh).catch(() => {
        throw new KubeRequestError(NO_CREDENTIALS);
      });
      signal.throwIfAborted();
      const url = new URL(base.pathname.replace(/\/+$/, '') + path, base);
      const response = await respond(url, { ...options, signal }, { idleMillis, answerMillis });
      if (response.statusCode === 200) return response;
      response.resume();
      response.destroy();
      throw new KubeRequestError(failureOfStatus(response.statusCode ?? 0, response.headers['retry-after']));
    },
  };
}

/** What a credential plugin printed may hold a token, so it is not repeated. */
const NO_CREDENTIALS: Failure = {
  kind: 'unanswered',
  said: 'was not asked: the kubeconfig, its credential plugin or a file that it names gives no credentials',
};

function respond(
  url: URL,
  options: https.RequestOptions,
  patience: { readonly idleMillis: number; readonly answerMillis: number },
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    let begun: http.IncomingMessage | undefined;
    const request = (url.protocol === 'http:' ? http : https).get(url, options, (response) => {
      begun = response;
      request.setTimeout(patience.idleMillis);
      resolve(response);
    });
    request.on('socket', (socket) => socket.setKeepAlive(true, KEEP_ALIVE_MILLIS));
    request.setTimeout(patience.answerMillis);
    request.on('timeout', () => {
      if (begun === undefined) request.destroy(silence('unanswered', 'does not answer'));
      else begun.destroy(silence('silent', 'has gone silent'));
    });
    request.on('error', reject);
  });
}

function silence(kind: 'silent' | 'unanswered', said: string): KubeRequestError {
  return new KubeRequestError({ kind, said });
}

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
