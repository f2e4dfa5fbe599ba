/** A request that is turned away: status and a fixed sentence that repeats nothing of the request. */
export interface Refusal {
  readonly status: 403 | 405;
  readonly sentence: string;
}

export interface GuardedRequest {
  readonly method: string;
  readonly headers: { get(name: string): string | null };
}

export interface GuardOptions {
  /** Names beside those of loopback. */
  readonly allowedHosts: readonly string[];
  readonly kind: RequestKind;
}

/**
 * The API answers only our own page; a page may be opened from anywhere, a link in a ticket for instance. `session` is the part
 * of the API that signs in and out, and so the only one that takes more than GET and HEAD.
 */
export type RequestKind = 'page' | 'api' | 'session';

const SESSION_PATH = '/api/session';

/** By the path, as it stands behind a sub-path if there is one. */
export function requestKindOf(path: string): RequestKind {
  if (path === SESSION_PATH) return 'session';
  return path.startsWith('/api/') ? 'api' : 'page';
}

const METHODS: Readonly<Record<RequestKind, readonly string[]>> = {
  page: ['GET', 'HEAD'],
  api: ['GET', 'HEAD'],
  session: ['GET', 'HEAD', 'POST', 'DELETE'],
};

const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9]([-a-z0-9.]*[a-z0-9])?)(:\d{1,5})?$/;

/**
 * Decides whether a request may be answered; undefined when it may.
 * - The Host must be loopback's or an allowed name, with any port (port-forward picks its own): a foreign name that
 *   resolves to this address is how a web page elsewhere would read this one.
 * - An Origin must be the host's own, and the API is closed to whatever another site begins.
 * - Only GET and HEAD, but for signing in and out: nothing here changes anything.
 */
export function checkRequest(request: GuardedRequest, { allowedHosts, kind }: GuardOptions): Refusal | undefined {
  const host = request.headers.get('host')?.toLowerCase() ?? '';
  const name = HOST.exec(host)?.[1];
  if (name === undefined || ![...LOOPBACK_NAMES, ...allowedHosts].includes(name)) {
    return {
      status: 403,
      sentence: 'This name is not allowed: open the page as localhost, or start it with --allowed-host.',
    };
  }
  const methods = METHODS[kind];
  if (!methods.includes(request.method)) {
    return { status: 405, sentence: `Only ${methods.slice(0, -1).join(', ')} and ${methods.at(-1)} are answered.` };
  }
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const foreign = (origin !== null && hostOf(origin) !== host) || site === 'cross-site' || site === 'same-site';
  if (foreign && (kind !== 'page' || origin !== null)) {
    return { status: 403, sentence: 'Requests from other sites are not answered.' };
  }
  return undefined;
}

/** undefined for `null` and whatever else is no address. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
