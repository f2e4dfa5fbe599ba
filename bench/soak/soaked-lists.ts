/** A list as it was at one moment; each item is JSON. */
interface Listing {
  readonly version: number;
  readonly items: readonly string[];
}

export interface SoakedPage extends Listing {
  /** '' on the last page. */
  readonly continueToken: string;
  readonly remaining: number;
}

/** Pages of long lists: all pages of one list are of the moment at which the first was asked for, as etcd gives them. */
export interface SoakedLists {
  /** `limit` 0 means all. */
  first(listing: Listing, limit: number): SoakedPage;
  /** Undefined for a list that is forgotten, which Kubernetes answers with 410. */
  next(token: string, limit: number): SoakedPage | undefined;
}

/** Lists under way at once: one of each kind for the watch, and one for its audit. */
const KEPT = 6;

export function createSoakedLists(): SoakedLists {
  const listingById = new Map<string, Listing>();
  let lastId = 0;

  function page(id: string, { version, items }: Listing, from: number, limit: number): SoakedPage {
    const end = limit === 0 ? items.length : Math.min(items.length, from + limit);
    if (end === items.length) listingById.delete(id);
    return {
      version,
      items: items.slice(from, end),
      continueToken: end === items.length ? '' : `${id}-${end}`,
      remaining: items.length - end,
    };
  }

  return {
    first(listing, limit) {
      lastId += 1;
      const id = String(lastId);
      listingById.set(id, listing);
      const [oldest] = listingById.keys();
      if (listingById.size > KEPT && oldest !== undefined) listingById.delete(oldest);
      return page(id, listing, 0, limit);
    },
    next(token, limit) {
      const [id = '', from = '0'] = token.split('-');
      const listing = listingById.get(id);
      return listing && page(id, listing, Number(from), limit);
    },
  };
}
