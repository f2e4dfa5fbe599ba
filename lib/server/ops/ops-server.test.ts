import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { type OpsServer, startOpsServer } from '#lib/server/ops/ops-server.ts';
import { runningWith } from '#lib/server/running.test-support.ts';
import type { Running } from '#lib/server/running.ts';

const servers: OpsServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function rig(
  running: Running | undefined,
  metrics = async () => ({ contentType: 'text/plain', text: 'up 1\n' }),
) {
  const server = await startOpsServer({ port: 0, running: () => running, metrics });
  servers.push(server);
  return `http://127.0.0.1:${server.port}`;
}

interface Asked {
  readonly method?: string;
  readonly host?: string;
}

/** fetch() cannot name another Host. */
function ask(url: string, { method = 'GET', host }: Asked = {}) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(url, { method, ...(host !== undefined && { headers: { host } }) }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('startOpsServer()', () => {
  const ready = runningWith({ ready: true });

  it('answers the probes, whatever name the kubelet asks under', async () => {
    const url = await rig(ready);
    expect(await ask(`${url}/livez`, { host: '10.244.1.7:8081' })).toEqual({ status: 200, body: 'ok\n' });
    expect(await ask(`${url}/readyz`, { host: '10.244.1.7:8081' })).toEqual({ status: 200, body: 'ok\n' });
  });

  for (const [name, running, body] of [
    ['has not booted', undefined, 'starting\n'],
    ['is still listing', runningWith({ ready: false }), 'syncing\n'],
    ['has its event loop held up', runningWith({ ready: true }, { lagMillis: () => 5_000 }), 'busy\n'],
  ] as const) {
    it(`is alive but not ready while it ${name}`, async () => {
      const url = await rig(running);
      expect(await ask(`${url}/readyz`)).toEqual({ status: 503, body });
      expect((await ask(`${url}/livez`)).status).toBe(200);
    });
  }

  it('hands the metrics out', async () => {
    expect(await ask(`${await rig(ready)}/metrics`)).toEqual({ status: 200, body: 'up 1\n' });
  });

  it('stays alive and says nothing of the reason when the metrics cannot be collected', async () => {
    const url = await rig(ready, async () => {
      throw new Error('canary');
    });
    const { status, body } = await ask(`${url}/metrics`);
    expect(status).toBe(500);
    expect(body).not.toContain('canary');
    expect((await ask(`${url}/livez`)).status).toBe(200);
  });

  for (const path of ['/', '/api/stream', '/api/sweep', '/metrics/', '/livez/x', '/..%2f', '/_next/static/x.js']) {
    it(`has nothing at ${path}`, async () => {
      expect((await ask(`${await rig(ready)}${path}`)).status).toBe(404);
    });
  }

  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    it(`does not answer ${method}`, async () => {
      expect((await ask(`${await rig(ready)}/metrics`, { method })).status).toBe(405);
    });
  }

  it('gives HEAD no body', async () => {
    expect(await ask(`${await rig(ready)}/metrics`, { method: 'HEAD' })).toEqual({ status: 200, body: '' });
  });

  const own = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal);
  it.runIf(own !== undefined)('listens on the address that probes use, not only on loopback', async () => {
    const url = await rig(ready);
    expect((await ask(`${url.replace('127.0.0.1', own?.address ?? '')}/livez`)).status).toBe(200);
  });
});
