import http from 'node:http';
import https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { type Clock, systemClock } from '#lib/demo/clock.ts';
import { createConnectionOptions } from '#lib/server/kube/connection-options.ts';
import { failureOfStatus, KubeRequestError } from '#lib/server/kube/failure.ts';
import { watchSilence } from '#lib/server/kube/silence.ts';

export interface OpenOptions {
  readonly signal: AbortSignal;
  /** How long the server may be silent within its answer, in milliseconds; asked again on the way, since it may change. */
  readonly idleMillis: () => number;
  /** And before it; 30 s when absent. */
  readonly answerMillis?: number;
  /** The API server refused the last credentials: run a credential plugin anew before asking. */
  readonly refresh?: boolean;
  /** `application/json` when absent. */
  readonly accept?: string;
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

const KEEP_ALIVE_MILLIS = 15_000;
const ANSWER_MILLIS = 30_000;

/**
 * A client over a kubeconfig, whose credentials and certificates are kept as fresh as `createConnectionOptions` says.
 *
 * @throws whatever `load` throws.
 */
export function createKubeClient(load: () => KubeConfig, clock: Clock = systemClock): KubeClient {
  const connection = createConnectionOptions(load);
  const { base } = connection;

  async function get(path: string, options: OpenOptions): Promise<http.IncomingMessage> {
    const { signal, answerMillis = ANSWER_MILLIS, refresh = false, accept = 'application/json' } = options;
    const connect = await connection.next({ refresh, answerMillis });
    signal.throwIfAborted();
    const url = new URL(base.pathname.replace(/\/+$/, '') + path, base);
    const headers = { ...connect.headers, accept, 'user-agent': 'zonescope' };
    const response = await respond(url, { ...connect, headers, signal }, { clock, answerMillis });
    if (response.statusCode === 200) return response;
    response.resume();
    response.destroy();
    throw new KubeRequestError(failureOfStatus(response.statusCode ?? 0, response.headers['retry-after']));
  }

  return {
    address: base.origin,
    async open(path, options) {
      try {
        return audible(await get(path, options), { clock, idleMillis: options.idleMillis });
      } catch (error) {
        connection.doubt();
        throw error;
      }
    },
  };
}

/** The answer once its head is there. A request's own timeout would count only from when the connection stands. */
function respond(
  url: URL,
  options: https.RequestOptions,
  { clock, answerMillis }: { readonly clock: Clock; readonly answerMillis: number },
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const silence = watchSilence(
      clock,
      () => answerMillis,
      () => request.destroy(new KubeRequestError({ kind: 'unanswered', said: 'does not answer' })),
    );
    const request = (url.protocol === 'http:' ? http : https).get(url, options, (response) => {
      silence.stop();
      resolve(response);
    });
    request.on('socket', (socket) => socket.setKeepAlive(true, KEEP_ALIVE_MILLIS));
    request.on('error', (error) => {
      silence.stop();
      reject(error);
    });
  });
}

/**
 * The body for as long as the server is heard. A connection that is open but mute (a proxy whose other side is gone, a server
 * lost without a word) looks like a quiet cluster otherwise.
 */
function audible(
  response: http.IncomingMessage,
  { clock, idleMillis }: { readonly clock: Clock; readonly idleMillis: () => number },
): AsyncIterable<Uint8Array> {
  const silence = watchSilence(clock, idleMillis, () => {
    response.destroy(new KubeRequestError({ kind: 'silent', said: 'has gone silent' }));
  });
  response.once('close', silence.stop);
  return heardFrom(response, silence);
}

async function* heardFrom(
  response: http.IncomingMessage,
  silence: { heard(): void },
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of response) {
    silence.heard();
    yield chunk;
  }
}
