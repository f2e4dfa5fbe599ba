/**
 * How those who open the page are known.
 * - `loopback-only`: nobody is asked, since only this machine can reach it; the default, and tied to such an address;
 * - `token`: everybody is asked for a bearer token, which the API server checks, and sees what its user may;
 * - `none-and-i-know-it`: nobody is asked, whoever can reach it.
 */
export type AuthMode = 'loopback-only' | 'token' | 'none-and-i-know-it';

/** The words that `--auth` takes. */
export const AUTH_WORDS = ['token', 'none-and-i-know-it'] as const satisfies readonly AuthMode[];

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOSTS.has(host);
}

/**
 * What `--auth` says for an address to listen on.
 *
 * @throws Error in one sentence for a word that is unknown, and for an address that others can reach when
 * nobody would be asked who they are and that was not said to be wanted.
 */
export function parseAuth(word: string | undefined, host: string): AuthMode {
  if (word !== undefined) {
    const mode = AUTH_WORDS.find((known) => known === word);
    if (mode !== undefined) return mode;
    throw new Error(`Cannot start: --auth takes ${AUTH_WORDS.join(' or ')}, not "${word}"`);
  }
  if (isLoopbackHost(host)) return 'loopback-only';
  throw new Error(
    `Cannot listen on ${host}: others could reach the page and nobody would be asked who they are; ` +
      'add --auth token to ask, or --auth none-and-i-know-it if that is what you want',
  );
}

/** Others can reach the page, and nobody is asked who they are: the page says so. */
export function isOpenToAll({ auth, host }: { readonly auth: AuthMode; readonly host: string }): boolean {
  return auth === 'none-and-i-know-it' && !isLoopbackHost(host);
}
