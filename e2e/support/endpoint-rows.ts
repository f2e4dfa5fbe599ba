import { expect, type Page } from '@playwright/test';
import { kubectl } from './kubectl.ts';

interface ListedSlice {
  readonly metadata: { readonly namespace: string; readonly labels?: Readonly<Record<string, string>> };
  readonly endpoints?: readonly {
    readonly addresses: readonly string[];
    readonly hints?: { readonly forZones?: readonly { readonly name: string }[] };
  }[];
}

/** By `namespace/name` of the Service: its endpoints as kubectl lists them, `address -> zones of its hint`, sorted. */
export async function listedEndpoints(kubeconfig: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const list = JSON.parse(await kubectl(kubeconfig, ['get', 'endpointslices', '-A', '-o', 'json']));
  const linesByService = new Map<string, string[]>();
  for (const { metadata, endpoints = [] } of list.items as readonly ListedSlice[]) {
    const name = metadata.labels?.['kubernetes.io/service-name'];
    if (name === undefined) continue;
    const key = `${metadata.namespace}/${name}`;
    const lines = endpoints.map(
      ({ addresses, hints }) => `${addresses[0]} -> ${(hints?.forZones ?? []).map((zone) => zone.name).join(',')}`,
    );
    linesByService.set(key, [...(linesByService.get(key) ?? []), ...lines].sort());
  }
  return linesByService;
}

/** The same as the page's tab of endpoints shows it. */
export function shownEndpoints(page: Page): Promise<readonly string[]> {
  return page
    .locator('[data-endpoint-row]')
    .evaluateAll((rows) =>
      rows.map((row) => `${row.getAttribute('data-endpoint-row')} -> ${row.getAttribute('data-hints')}`).sort(),
    );
}

/** Waits until the open page shows of a Service what the API holds then. */
export async function expectEndpointsOf(page: Page, kubeconfig: string, service: string): Promise<void> {
  await expect(async () => {
    const want = (await listedEndpoints(kubeconfig)).get(service) ?? [];
    expect(await shownEndpoints(page), service).toEqual(want);
  }).toPass({ timeout: 20_000 });
}
