/**
 * Why a request to the API server brought nothing. Each kind is met differently (reflector-machine.ts):
 * - `gone`: 410 or 504 "too large resource version": what is asked for is no longer, or not yet, known;
 * - `unauthorized`: 401, whose credentials are read again once;
 * - `forbidden`: 403, a right is missing;
 * - `rejected`: 400, 404, 405, 406, 415, 422, 501: the server does not know what is asked for in this way;
 * - `throttled`: 429, come back later;
 * - `malformed`: an answer that is not what Kubernetes sends;
 * - `silent`: no byte for too long, within an answer that had begun;
 * - `unanswered`: network, TLS, 5xx and every other status.
 */
export type FailureKind =
  | 'gone'
  | 'unauthorized'
  | 'forbidden'
  | 'rejected'
  | 'throttled'
  | 'malformed'
  | 'silent'
  | 'unanswered';

export interface Failure {
  readonly kind: FailureKind;
  /** One sentence part, without anything that the server's body said: "answers 503", "refuses the connection". */
  readonly said: string;
  readonly retryAfterMillis?: number;
}

/** An error that carries its failure; thrown by the client, caught by the reflector. */
export class KubeRequestError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`Cannot read from the API server: it ${failure.said}`);
    this.name = 'KubeRequestError';
    this.failure = failure;
  }
}

/** The failure behind an HTTP status other than 200. `retryAfter` is the header, in seconds. */
export function failureOfStatus(status: number, retryAfter?: string): Failure {
  const said = `answers ${status}`;
  switch (status) {
    case 410:
    case 504:
      return { kind: 'gone', said };
    case 401:
      return {
        kind: 'unauthorized',
        said: 'answers 401: the credentials are not (or no longer) accepted; log in again, they are read anew',
      };
    case 403:
      return { kind: 'forbidden', said: 'answers 403: no permission' };
    case 400:
    case 404:
    case 405:
    case 406:
    case 415:
    case 422:
    case 501:
      return { kind: 'rejected', said };
    case 429:
      return { kind: 'throttled', said: 'answers 429: too many requests', ...retryAfterOf(retryAfter) };
    default:
      return { kind: 'unanswered', said, ...retryAfterOf(retryAfter) };
  }
}

function retryAfterOf(retryAfter: string | undefined): { readonly retryAfterMillis?: number } {
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && seconds > 0 ? { retryAfterMillis: Math.min(seconds, 120) * 1_000 } : {};
}

const SAID_BY_CODE: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'refuses the connection'],
  ['ECONNRESET', 'closed the connection'],
  ['EPIPE', 'closed the connection'],
  ['ETIMEDOUT', 'does not answer'],
  ['EHOSTUNREACH', 'cannot be reached: no route to the host'],
  ['ENETUNREACH', 'cannot be reached: no network'],
  ['ENOTFOUND', 'has a name that cannot be resolved'],
  ['EAI_AGAIN', 'has a name that cannot be resolved now'],
  ['CERT_HAS_EXPIRED', 'shows a certificate that has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'shows a certificate that its kubeconfig does not trust'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'shows a certificate that its kubeconfig does not trust'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'shows a certificate that its kubeconfig does not trust'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'shows a certificate that its kubeconfig does not trust'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'shows a certificate for another name'],
  ['HPE_INVALID_CONSTANT', 'does not speak HTTP'],
  ['EPROTO', 'does not speak TLS as expected'],
]);

/** The failure behind whatever a request threw: an own error as it is, else the network's. */
export function failureOfError(error: unknown): Failure {
  if (error instanceof KubeRequestError) return error.failure;
  const code = codeOf(error);
  return {
    kind: 'unanswered',
    said:
      saidOfProxy(error) ??
      SAID_BY_CODE.get(code) ??
      (code === '' ? 'cannot be reached' : `cannot be reached: ${code}`),
  };
}

/** The agents for proxies tell what went wrong before the API server was reached in these words alone. */
function saidOfProxy(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : '';
  if (message === 'Proxy timeout') return 'is behind a proxy that does not answer';
  const status = /^Bad response: (\d{3})$/.exec(message)?.[1];
  return status === undefined ? undefined : `is behind a proxy that answers ${status}`;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' && /^[A-Z0-9_]{1,60}$/.test(error.code) ? error.code : '';
}
