import type { Endpoint, EndpointConditions, EndpointHints } from '#lib/model/endpoint-slice.ts';

/**
 * What many endpoints have in common, held once: a watch brings each endpoint its own copy, and of a third of what 100,000
 * endpoints take there are but as many different ones as nodes, zones and states.
 */
export interface EndpointPool {
  /** The same endpoint, made of what the pool holds. */
  pooled(endpoint: Endpoint): Endpoint;
}

/** Of each kind; a cluster has at most so many nodes. What is forgotten is only held twice. */
const MOST = 20_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function createEndpointPool(most = MOST): EndpointPool {
  const textByText = new Map<string, string>();
  const hintsByZone = new Map<string, EndpointHints>();
  const conditionsByStates = new Map<string, EndpointConditions>();

  function one<T>(held: Map<string, T>, key: string, value: T): T {
    const known = held.get(key);
    if (known !== undefined) return known;
    if (held.size >= most) held.clear();
    held.set(key, value);
    return value;
  }

  return {
    pooled(endpoint) {
      const { conditions, nodeName, zone, hints } = endpoint;
      const result: Mutable<Endpoint> = { ...endpoint };
      const states = `${conditions.ready} ${conditions.serving} ${conditions.terminating}`;
      result.conditions = one(conditionsByStates, states, conditions);
      if (nodeName !== undefined) result.nodeName = one(textByText, nodeName, nodeName);
      if (zone !== undefined) result.zone = one(textByText, zone, zone);
      const [hinted, ...more] = hints?.forZones ?? [];
      if (hints !== undefined && hinted !== undefined && more.length === 0 && hints.forNodes === undefined) {
        result.hints = one(hintsByZone, hinted, hints);
      }
      return result;
    },
  };
}
