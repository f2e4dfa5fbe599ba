import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SYSTEM_ENVIRONMENT } from '#lib/server/kube/system-environment.test-support.ts';

/** Why packets cannot be made to vanish here; undefined where they can. */
function hindrance(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are of Linux';
  for (const command of ['unshare', 'ip', 'nft']) {
    if (spawnSync(command, ['--version'], { stdio: 'ignore', env: SYSTEM_ENVIRONMENT }).error !== undefined)
      return `${command} is not installed`;
  }
  const made = spawnSync('unshare', ['-rn', 'nft', 'add', 'table', 'inet', 'probe'], {
    encoding: 'utf8',
    env: SYSTEM_ENVIRONMENT,
  });
  return made.status === 0 ? undefined : `no network namespace can be made: ${made.stderr.trim()}`;
}

test('fault 03: a network that swallows packets is found within 45 s, and what was missed is there within 60 s', {
  timeout: 240_000,
}, async ({ skip }) => {
  const reason = hindrance();
  if (reason !== undefined) skip(reason);
  const script = join(import.meta.dirname, 'blackhole-child.test-support.ts');
  const child = spawn('unshare', ['-rn', process.execPath, script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, said }).toEqual({ code: 0, said: '' });
  const told = JSON.parse(out);
  // Whoever finds it first: the kernel, which asks the other side after 15 s of silence, or the question for the version.
  expect(['does not answer', 'closed the connection']).toContain(told.said);
  expect(told.nodes).toEqual(['n1', 'n2']);
  expect(told.stale).toBeLessThanOrEqual(45_000);
  expect(told.live).toBeLessThanOrEqual(60_000);
});
