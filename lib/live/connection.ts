import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { MissingPermission } from '#lib/wire/watched-cluster.ts';
import type { WireState } from '#lib/wire/wire-state.ts';

/**
 * What the page says about where its data come from. Times are by the page's own clock.
 * - `connecting`: no answer from the server yet;
 * - `syncing`: the server's first lists, or the page's snapshot, are under way;
 * - `live`: what is shown is what the cluster says;
 * - `stale`: the server runs, but its API server has stopped answering; the last data stay;
 * - `reconnecting`: the page has lost its server and tries again; `since` is when it last heard of it;
 * - `held-back`: the stream was asked for and not a byte has come for long: something between may hold it back;
 * - `offline`: the page has lost its server, and the browser says that it has no network;
 * - `no-permission`: live but for what may not be listed;
 * - `unreachable`: the server has never reached its API server;
 * - `full`: the server serves as many pages as it may;
 * - `denied`: whoever reads has to sign in (`unknown`), or may see nothing here (`no-rights`);
 * - `closed`: stopped, or paused while the page is hidden.
 */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'syncing'; readonly done?: number; readonly of?: number }
  | { readonly kind: 'live' }
  | { readonly kind: 'stale'; readonly since: EpochMillis; readonly address: string; readonly said: string }
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly since: EpochMillis }
  | { readonly kind: 'held-back'; readonly since: EpochMillis }
  | { readonly kind: 'offline'; readonly since: EpochMillis }
  | { readonly kind: 'no-permission'; readonly missing: readonly MissingPermission[] }
  | { readonly kind: 'unreachable'; readonly address: string; readonly since: EpochMillis; readonly said: string }
  | { readonly kind: 'full'; readonly retryAt: EpochMillis }
  | { readonly kind: 'denied'; readonly why: 'unknown' | 'no-rights' }
  | { readonly kind: 'closed' };

/** How the page's stream stands, apart from what it says about the cluster. */
export type Link =
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'opening';
      readonly attempt: number;
      readonly openedAt: EpochMillis;
      /** When the page last heard of its server; absent before it ever did. */
      readonly lostAt?: EpochMillis;
      /** Nothing has come for so long that somebody should look at what stands between. */
      readonly heldBack?: true;
      readonly offline?: true;
    }
  | { readonly kind: 'full'; readonly retryAt: EpochMillis }
  | { readonly kind: 'denied'; readonly why: 'unknown' | 'no-rights' }
  | { readonly kind: 'open' };

/** What to tell of a link and the state that came over it; `clockOffset` is server's clock minus page's. */
export function connectionOf(link: Link, cluster: WireState, clockOffset: number): Connection {
  switch (link.kind) {
    case 'closed':
      return { kind: 'closed' };
    case 'full':
      return { kind: 'full', retryAt: link.retryAt };
    case 'denied':
      return { kind: 'denied', why: link.why };
    case 'opening':
      return whileOpening(link);
    case 'open':
      return overOpenLink(cluster, clockOffset);
  }
}

function whileOpening({ attempt, openedAt, lostAt, heldBack, offline }: Link & { kind: 'opening' }): Connection {
  if (heldBack === true) return { kind: 'held-back', since: lostAt ?? openedAt };
  if (lostAt === undefined) return { kind: 'connecting' };
  return offline === true ? { kind: 'offline', since: lostAt } : { kind: 'reconnecting', attempt, since: lostAt };
}

function overOpenLink(cluster: WireState, clockOffset: number): Connection {
  const { status, loading } = cluster;
  if (status === undefined)
    return loading === undefined ? { kind: 'connecting' } : { kind: 'syncing', ...counts(loading) };
  const since = status.since - clockOffset;
  const said = status.said ?? '';
  switch (status.phase) {
    case 'connecting':
      return { kind: 'connecting' };
    case 'syncing':
      return { kind: 'syncing', ...counts(status) };
    case 'stale':
      return { kind: 'stale', since, address: status.address, said };
    case 'unreachable':
      return { kind: 'unreachable', since, address: status.address, said };
    case 'live':
      if (cluster.epoch === '' && loading !== undefined) return { kind: 'syncing', ...counts(loading) };
      return status.missing.length > 0 ? { kind: 'no-permission', missing: status.missing } : { kind: 'live' };
  }
}

function counts({ done, of }: Progress): Progress {
  return { ...(done !== undefined && { done }), ...(of !== undefined && { of }) };
}

interface Progress {
  readonly done?: number;
  readonly of?: number;
}
