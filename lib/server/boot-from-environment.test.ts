import { expect, test } from 'vitest';
import { bootFromEnvironment } from '#lib/server/boot-from-environment.ts';
import { getRunning } from '#lib/server/running.ts';
import { parseStartOptions } from '#lib/server/start-options.ts';

test('the options come from the environment, and a second call in the process starts no second watch', async () => {
  const env = {
    ZONESCOPE_OPTIONS: JSON.stringify(parseStartOptions(['--demo', '--strict', '--allowed-host', 'zones.example'])),
    ZONESCOPE_BUILD: 'b7',
  };
  await bootFromEnvironment(env);
  const running = getRunning();
  try {
    expect(running).toMatchObject({ build: 'b7', allowedHosts: ['zones.example'] });
    expect(running?.hub.info.demo?.strict).toBe(true);
    await bootFromEnvironment(env);
    expect(getRunning()).toBe(running);
  } finally {
    await running?.close();
  }
});
