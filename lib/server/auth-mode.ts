/**
 * How those who open the page are known.
 * - `loopback-only`: nobody is asked, since only this machine can reach it; the default, and tied to such an address;
 * - `none-and-i-know-it`: nobody is asked, whoever can reach it.
 *
 * A mode that asks (`token`) joins this union when there is one; until then its word is known and refused.
 */
export type AuthMode = 'loopback-only' | 'none-and-i-know-it';

/** The words that `--auth` takes; undefined for one that is planned and not there yet. */
const MODE_BY_WORD: Readonly<Record<string, AuthMode | undefined>> = {
  'none-and-i-know-it': 'none-and-i-know-it',
  token: undefined,
};

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOSTS.has(host);
}

/**
 * What `--auth` says for an address to listen on.
 *
 * @throws Error in one sentence for a word that is unknown or planned, and for an address that others can reach when
 * nobody would be asked who they are and that was not said to be wanted.
 */
export function parseAuth(word: string | undefined, host: string): AuthMode {
  if (word !== undefined) {
    const mode = Object.hasOwn(MODE_BY_WORD, word) ? MODE_BY_WORD[word] : undefined;
    if (mode !== undefined) return mode;
    throw new Error(
      Object.hasOwn(MODE_BY_WORD, word)
        ? `Cannot start: --auth=${word} is not there yet; until it is, only this machine can be served (leave out --auth and --host)`
        : `Cannot start: --auth takes none-and-i-know-it, not "${word}"`,
    );
  }
  if (isLoopbackHost(host)) return 'loopback-only';
  throw new Error(
    `Cannot listen on ${host}: others could reach the page and nobody would be asked who they are; ` +
      'add --auth none-and-i-know-it if that is what you want',
  );
}

/** Others can reach the page, and nobody is asked who they are: the page says so. */
export function isOpenToAll({ auth, host }: { readonly auth: AuthMode; readonly host: string }): boolean {
  return auth === 'none-and-i-know-it' && !isLoopbackHost(host);
}
