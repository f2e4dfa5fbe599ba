import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { badRequest, expired } from '#lib/demo/api-server/status-error.ts';

interface Listing {
  readonly version: number;
  readonly objects: readonly KubeObject[];
}

export interface ListPage {
  readonly version: number;
  readonly objects: readonly KubeObject[];
  /** '' on the last page. */
  readonly continueToken: string;
  readonly remaining: number;
}

/** Lists under way; the oldest is given up first, and its token then answers 410 as an old one of etcd's does. */
const KEPT_LISTINGS = 64;
const EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.';

/** Hands out long lists in pages, all of the moment at which the first page was asked for. */
export class ListPages {
  readonly #listingById = new Map<number, Listing>();
  #nextId = 1;

  /** The first page of a list; `limit` 0 means all. */
  first(listing: Listing, limit: number): ListPage {
    if (limit <= 0 || listing.objects.length <= limit) {
      return { version: listing.version, objects: listing.objects, continueToken: '', remaining: 0 };
    }
    const id = this.#nextId++;
    this.#listingById.set(id, listing);
    const oldest = this.#listingById.keys().next().value;
    if (this.#listingById.size > KEPT_LISTINGS && oldest !== undefined) this.#listingById.delete(oldest);
    return page(listing, { id, from: 0, limit });
  }

  /** @throws StatusError BadRequest for a token that is none, Expired (410) for one that is forgotten. */
  next(token: string, limit: number): ListPage {
    const [, id, from] = /^(\d+)-(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
    if (id === undefined || from === undefined) throw badRequest('continue key is not valid: invalid character');
    const listing = this.#listingById.get(Number(id));
    if (listing === undefined) throw expired(EXPIRED);
    return page(listing, { id: Number(id), from: Number(from), limit });
  }

  /** Forgets all lists under way, as a compaction does. */
  forget(): void {
    this.#listingById.clear();
  }
}

function page(listing: Listing, at: { readonly id: number; readonly from: number; readonly limit: number }): ListPage {
  const end = at.limit <= 0 ? listing.objects.length : Math.min(at.from + at.limit, listing.objects.length);
  const remaining = listing.objects.length - end;
  return {
    version: listing.version,
    objects: listing.objects.slice(at.from, end),
    continueToken: remaining === 0 ? '' : Buffer.from(`${at.id}-${end}`).toString('base64url'),
    remaining,
  };
}
