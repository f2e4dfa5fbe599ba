import { afterEach, describe, expect, test } from 'vitest';
import type { Clock } from '#lib/demo/clock.ts';
import { fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import type { Failure } from '#lib/server/kube/failure.ts';
import { type Heartbeat, startHeartbeat } from '#lib/server/kube/heartbeat.ts';
import { createKubeClient } from '#lib/server/kube/kube-client.ts';
import { type ScriptedApi, sendJson, startScriptedApi, until } from '#lib/server/kube/scripted-api.test-support.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function rig(
  script: ScriptedApi['script'],
  clock: Clock,
): Promise<{ readonly api: ScriptedApi; readonly told: string[]; readonly heartbeat: Heartbeat }> {
  const api = await startScriptedApi(script);
  const told: string[] = [];
  const heartbeat = startHeartbeat({
    client: createKubeClient(api.config),
    clock,
    onVersion: (version) => told.push(version),
    onFailure: (failure: Failure) => told.push(failure.said),
    onSuspect: () => told.push('suspect'),
  });
  ends.push(heartbeat.stop, api.close);
  return { api, told, heartbeat };
}

const ANSWER: ScriptedApi['script'] = (_request, response) => sendJson(response, { gitVersion: 'v1.30.2' });

describe('startHeartbeat', () => {
  test('tells the version at once and again each 20 s', async () => {
    const clock = fakeClock(0);
    const { api, told } = await rig(ANSWER, clock);
    await until(() => told.length === 1);
    clock.advance(19_999);
    expect(api.requests).toHaveLength(1);
    clock.advance(1);
    await until(() => told.length === 2);
    expect(told).toEqual(['v1.30.2', 'v1.30.2']);
    expect(api.requests[0]?.path).toBe('/version');
  });

  test('a server that is away is asked more often, and its connections are suspect when it is back', async () => {
    const clock = fakeClock(0);
    const { api, told } = await rig((_request, response) => sendJson(response, {}, 503), clock);
    await until(() => told.length === 1);
    clock.advance(1_000);
    await until(() => told.length === 2);
    api.script = ANSWER;
    clock.advance(2_000);
    await until(() => told.length === 4);
    expect(told).toEqual(['answers 503', 'answers 503', 'v1.30.2', 'suspect']);
  });

  test('a failure elsewhere has it ask at once, and once only while it asks', async () => {
    const clock = fakeClock(0);
    const { api, told, heartbeat } = await rig(ANSWER, clock);
    await until(() => told.length === 1);
    api.script = (_request, response) => sendJson(response, {}, 503);
    heartbeat.check();
    heartbeat.check();
    await until(() => told.length === 2);
    heartbeat.check();
    expect(api.requests).toHaveLength(2);
    api.script = ANSWER;
    clock.advance(1_000);
    await until(() => told.length === 4);
    expect(told.slice(2)).toEqual(['v1.30.2', 'suspect']);
  });

  test('a machine that slept finds its connections suspect', async () => {
    const clock = fakeClock(0);
    const { told } = await rig(ANSWER, clock);
    await until(() => told.length === 1);
    clock.jump(600_000);
    clock.advance(5_000);
    await until(() => told.length === 3);
    expect(told).toEqual(['v1.30.2', 'suspect', 'v1.30.2']);
  });
});
