import type { UrlChange } from '#components/shell/url-change.ts';
import { formatUrlState, type IgnoredParameter, parseUrlState } from '#lib/view/parse-url-state.ts';
import type { UrlState } from '#lib/view/url-state.ts';

export interface UrlSnapshot {
  readonly state: UrlState;
  /** What the URL says and the page does not follow. */
  readonly ignored: readonly IgnoredParameter[];
}

/** The part of the browser that the store moves; a test hands in its own. */
export interface UrlHost {
  search(): string;
  push(search: string): void;
  replace(search: string): void;
  /** Calls back when the reader goes back or forward. */
  onPop(listener: () => void): () => void;
  setTimeout(run: () => void, millis: number): unknown;
  clearTimeout(handle: unknown): void;
}

export interface UrlStore {
  subscribe(listener: () => void): () => void;
  getSnapshot(): UrlSnapshot;
  /** A new entry of the history. */
  push(change: UrlChange): void;
  /** The same entry: for what a reader would not want to go back through, such as each step of a slider. */
  replace(change: UrlChange): void;
}

/**
 * Browsers refuse more than about 100 history calls in 30 s, and each takes longer than a step of a slider may cost; a
 * dragged slider would ask for 60 in one second. So the URL is written when it comes to rest.
 */
const REPLACE_AFTER_MILLIS = 250;

export function createUrlStore(host: UrlHost): UrlStore {
  const listeners = new Set<() => void>();
  let snapshot = readUrl(host.search());
  let timer: unknown;

  const set = (change: UrlChange) => {
    const state: UrlState = withoutUndefined({ ...snapshot.state, ...change });
    snapshot = { state, ignored: snapshot.ignored };
    for (const listener of [...listeners]) listener();
  };
  const cancelReplace = () => {
    if (timer !== undefined) host.clearTimeout(timer);
    timer = undefined;
  };

  host.onPop(() => {
    cancelReplace();
    snapshot = readUrl(host.search());
    for (const listener of [...listeners]) listener();
  });

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    push(change) {
      // What a slider left behind belongs to the entry that is being left.
      if (timer !== undefined) host.replace(searchOf(snapshot.state));
      cancelReplace();
      set(change);
      const search = searchOf(snapshot.state);
      if (search !== host.search()) host.push(search);
    },
    replace(change) {
      set(change);
      cancelReplace();
      timer = host.setTimeout(() => {
        timer = undefined;
        host.replace(searchOf(snapshot.state));
      }, REPLACE_AFTER_MILLIS);
    },
  };
}

/** `?service=...`, or '' for the defaults. Slashes, colons and commas stay readable: a query may hold them. */
export function searchOf(state: UrlState): string {
  const pairs = formatUrlState(state).map(
    ([name, value]) =>
      `${name}=${encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%40', '@')}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

export function readUrl(search: string): UrlSnapshot {
  const valueByName = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (!valueByName.has(name)) valueByName.set(name, value);
  }
  return parseUrlState(valueByName);
}

function withoutUndefined(state: { readonly [Name in keyof UrlState]: UrlState[Name] | undefined }): UrlState {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined)) as unknown as UrlState;
}
