import type { RestrictedSight } from '#lib/server/auth/sight.ts';

/** Nodes, and all that there is of the namespaces `shop` and `quiet`, but for the pods of `quiet`. */
export function shopSight(fields: Partial<RestrictedSight> = {}): RestrictedSight {
  const namespaces = new Set(['shop', 'quiet']);
  return {
    kind: 'restricted',
    id: 'abc123',
    nodes: true,
    services: namespaces,
    slices: namespaces,
    pods: new Set(['shop']),
    autoscalers: namespaces,
    ...fields,
  };
}
