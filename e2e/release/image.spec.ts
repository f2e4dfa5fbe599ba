import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { onLine } from '../support/lines.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ROOTFS = join(ROOT, '.zonescope', 'rootfs');
const USER = 65_532;
const URL_WITHIN_MILLIS = 60_000;
/** From when it listens, and so at least from when its caches are in sync. */
const READY_WITHIN_MILLIS = 2_000;
/** Decimal megabytes: what the image may weigh, with Node in it. */
const MOST_MEGABYTES = { unpacked: 230, compressed: 90 };

const canEnter = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', '--pid', '--fork', 'true']).status === 0;

/** As a container engine would run it: read-only but for /tmp in memory, as the image's unprivileged user. */
function runInRootfs(args: readonly string[]): ChildProcess {
  const enter = [
    'mount --bind "$0" "$0"',
    'mount -o remount,bind,ro "$0"',
    'mount -t tmpfs -o mode=1777 tmpfs "$0/tmp"',
    `exec chroot --userspec=${USER}:${USER} --groups= "$0" "$@"`,
  ].join(' && ');
  return spawn('unshare', ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', enter, ROOTFS, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { HOME: '/tmp', NODE_ENV: 'production' },
  });
}

async function printedBy(child: ChildProcess): Promise<string> {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (printed += String(chunk)));
  await new Promise((resolve) => child.once('close', resolve));
  return printed.trim();
}

/** Evaluates a few lines inside the image and returns what they print. */
function evaluate(source: string): Promise<string> {
  return printedBy(runInRootfs(['/usr/bin/node', '-e', source]));
}

test.describe('the image', () => {
  test.describe.configure({ mode: 'serial' });
  test.setTimeout(180_000);

  let sizes = { unpacked: Number.NaN, compressed: Number.NaN };

  test.beforeAll(() => {
    const script = join(ROOT, 'scripts/release/image-rootfs.ts');
    const made = spawnSync(process.execPath, [script], { cwd: ROOT, encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    const match = /([\d.]+) MB unpacked, ([\d.]+) MB compressed/.exec(made.stdout);
    sizes = { unpacked: Number(match?.[1]), compressed: Number(match?.[2]) };
    console.log(made.stdout.trim());
  });

  test('is small: Node, its libraries, certificates and the application', () => {
    expect(sizes.unpacked).toBeLessThanOrEqual(MOST_MEGABYTES.unpacked);
    expect(sizes.compressed).toBeLessThanOrEqual(MOST_MEGABYTES.compressed);
  });

  test('holds no shell, no package manager and no source, test or map', () => {
    const files = readdirSync(ROOTFS, { recursive: true, encoding: 'utf8' });
    const programs = files.filter((path) => /(^|\/)s?bin\/[^/]+$/.test(path) && !path.startsWith('app/'));
    expect(programs).toEqual(['usr/bin/node']);
    const odd = files.filter((path) =>
      /\.(tsx?|map)$|\.test\.|node_modules\/(npm|yarn|typescript|playwright[^/]*)$/.test(path),
    );
    expect(odd).toEqual([]);
    for (const path of ['etc/passwd', 'etc/ssl/certs/ca-certificates.crt', 'app/lib/cli/zonescope.js']) {
      expect(existsSync(join(ROOTFS, path)), path).toBe(true);
    }
  });

  test('runs read-only as an unprivileged user, serves the page and ends on SIGTERM', async ({ page }) => {
    test.skip(!canEnter, 'needs root and mount namespaces, as a container engine does');
    expect(await evaluate('console.log(process.getuid(), process.getgid())')).toBe(`${USER} ${USER}`);
    const wrote = 'try { require("fs").writeFileSync("/app/x", ""); } catch (e) { process.stdout.write(e.code); }';
    expect(await evaluate(wrote)).toMatch(/^(EROFS|EACCES)$/);

    const started = performance.now();
    const child = runInRootfs(['/usr/bin/node', '/app/lib/cli/zonescope.js', '--demo', '--port', '0']);
    const lines: string[] = [];
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    const url = await new Promise<string>((resolve, reject) => {
      const timer = globalThis.setTimeout(() => reject(new Error(`no URL:\n${lines.join('\n')}`)), URL_WITHIN_MILLIS);
      const look = (line: string): void => {
        lines.push(line);
        const found = /^Zonescope (http:\S+)/.exec(line)?.[1];
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(found);
      };
      for (const stream of [child.stdout, child.stderr]) if (stream) onLine(stream, look);
      child.once('close', () => reject(new Error(`it ended:\n${lines.join('\n')}`)));
    });
    const listening = performance.now();
    try {
      const isReady = async () => (await fetch(`${url}/api/readyz`)).status === 200;
      while (!(await isReady()) && performance.now() - listening < READY_WITHIN_MILLIS) await setTimeout(20);
      const ready = performance.now();
      console.log(
        `The image listens after ${seconds(listening - started)} and is ready ${seconds(ready - listening)} later`,
      );
      expect(await isReady()).toBe(true);
      await page.goto(url);
      await expect(page.locator('[data-connection="live"]')).toBeVisible();
      await expect(page.locator('main')).toContainText('kube-dns');
    } finally {
      // unshare forks: the signal goes to what it runs, which is the first process of its namespace.
      spawnSync('pkill', ['-TERM', '-P', String(child.pid)]);
    }
    expect(await exited).toBe(0);
  });
});

function seconds(millis: number): string {
  return `${(millis / 1_000).toFixed(2)} s`;
}
