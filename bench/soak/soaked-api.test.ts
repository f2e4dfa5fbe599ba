import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ClusterShape } from './cluster-shape.ts';
import { createSoakedApi, type SoakedApi } from './soaked-api.ts';

const SHAPE: ClusterShape = { nodes: 10, services: 30, endpoints: 600, changes: 1, clients: 3 };
const SLICES = '/apis/discovery.k8s.io/v1/endpointslices';
const ends: (() => unknown)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

interface Rig {
  readonly api: SoakedApi;
  readonly url: string;
}

interface List {
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  readonly items: readonly { readonly metadata: { readonly name: string; readonly resourceVersion: string } }[];
}

async function rig(): Promise<Rig> {
  const api = createSoakedApi(SHAPE);
  const server = createServer(api.answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return { api, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function listOf(url: string, query: string, headers: Record<string, string> = {}): Promise<List> {
  return (await (await fetch(`${url}${SLICES}?${query}`, { headers })).json()) as List;
}

/** Names with versions, in the order of the list. */
function versionsOf({ items }: Pick<List, 'items'>): readonly string[] {
  return items.map(({ metadata }) => `${metadata.name} ${metadata.resourceVersion}`);
}

/** The first `count` lines of a watch. */
function watched(url: string, query: string, count: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}${SLICES}?watch=true&${query}`, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more;
        const lines = text.split('\n').slice(0, -1);
        if (lines.length >= count) resolve(lines.slice(0, count));
      });
    });
    request.on('error', reject);
    ends.push(() => request.destroy());
  });
}

describe('the API server of the soak', () => {
  it('gives all pages of a list as of the moment of the first, whatever changes meanwhile', async () => {
    const { api, url } = await rig();
    const whole = await listOf(url, '');
    let page = await listOf(url, 'limit=7');
    const items = [...page.items];
    while (page.metadata.continue !== undefined) {
      for (let change = 0; change < 20; change += 1) api.change();
      page = await listOf(url, `limit=7&continue=${page.metadata.continue}`);
      items.push(...page.items);
    }
    expect(versionsOf({ items })).toEqual(versionsOf(whole));
    expect(page.metadata.resourceVersion).toBe(whole.metadata.resourceVersion);
  });

  it('tells a watch that comes late what has changed since its version', async () => {
    const { api, url } = await rig();
    api.change();
    const { metadata } = await listOf(url, '');
    for (let change = 0; change < 5; change += 1) api.change();
    const lines = await watched(url, `resourceVersion=${metadata.resourceVersion}`, 5);
    const first = Number(metadata.resourceVersion);
    expect(lines.map((line) => JSON.parse(line).object.metadata.resourceVersion)).toEqual(
      [1, 2, 3, 4, 5].map((after) => String(first + after)),
    );
  });

  it('lists the versions that its events told, so that an audit finds nothing to put right', async () => {
    const { api, url } = await rig();
    const held = new Map(
      (await listOf(url, '')).items.map(({ metadata }) => [metadata.name, metadata.resourceVersion]),
    );
    const lines = watched(url, 'resourceVersion=100', 40);
    for (let change = 0; change < 40; change += 1) api.change();
    for (const line of await lines) {
      const { name, resourceVersion } = JSON.parse(line).object.metadata;
      held.set(name, resourceVersion);
    }
    const names = await listOf(url, '', { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' });
    expect(Object.keys(names.items[0] ?? {})).toEqual(['metadata']);
    expect(new Map(names.items.map(({ metadata }) => [metadata.name, metadata.resourceVersion]))).toEqual(held);
  });

  it('ends a watch when the time is over that it was asked for', async () => {
    const { url } = await rig();
    const answer = await fetch(`${url}${SLICES}?watch=true&resourceVersion=100&timeoutSeconds=0`);
    expect(await answer.text()).toBe('');
  });
});
