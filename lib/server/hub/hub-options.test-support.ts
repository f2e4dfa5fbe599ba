import { systemClock } from '#lib/demo/clock.ts';
import type { HubOptions } from '#lib/server/hub/hub.ts';
import { aRow } from '#lib/wire/objects.test-support.ts';

/** A hub over a kubeconfig's cluster that is live and whose pods nobody reads, but for what a test changes. */
export function hubOptions(changes: Partial<HubOptions> = {}): HubOptions {
  return {
    clock: systemClock,
    build: 'b1',
    epoch: 'e1',
    rowOf: ({ namespace, name }, slices) =>
      aRow(`${namespace}/${name}`, { endpointsByZone: { a: slices.flatMap(({ endpoints }) => endpoints).length } }),
    podSource: { watch: () => () => undefined },
    info: {
      source: 'kubeconfig',
      contextName: 'c',
      user: 'u',
      server: 'https://1.2.3.4',
      insecure: false,
      versionText: '',
      versionOverridden: false,
      gateOverrides: [],
    },
    status: { phase: 'live', since: 0, done: 0, address: 'https://1.2.3.4', missing: [], skipped: 0 },
    ...changes,
  };
}
