// npm run test:cluster: the page against a real control plane.
// KUBECONFIG names a cluster to read, or REALCLUSTER a command that starts one; tests that need more than is given say so.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserPath } from './browser.mjs';
import { install } from './install.mjs';
import { needProxyTools } from './proxy-tools.mjs';
import { childEnvironment, nodePath, ROOT } from './runtime.mjs';

const report = join(mkdtempSync(join(tmpdir(), 'zonescope-cluster-')), 'playwright.json');
let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  if (!process.env['REALCLUSTER'] && !process.env['KUBECONFIG']) {
    throw new Error(
      'Cannot run the cluster tests: KUBECONFIG names no cluster and REALCLUSTER no command that starts one; set one of them',
    );
  }
  install();
  if (process.env['REALCLUSTER']) needProxyTools('the cluster tests');
  if (
    spawnSync(nodePath(), ['lib/cli/build.ts'], { cwd: ROOT, stdio: 'inherit', env: childEnvironment() }).status !== 0
  ) {
    throw new Error('Cannot run the cluster tests: the build failed, see above');
  }
  const config = ['--config', 'playwright.cluster.config.ts', '--reporter=list,json'];
  const result = spawnSync(
    nodePath(),
    [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', ...config, ...process.argv.slice(2)],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: childEnvironment({ ZONESCOPE_BROWSER: browserPath(), PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
    },
  );
  const { stats } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = stats.unexpected + stats.flaky;
  counts = { passed: stats.expected, failed: Math.max(failed, result.status === 0 ? 0 : 1), skipped: stats.skipped };
} catch (error) {
  console.error(`zonescope: ${error.message}`);
} finally {
  rmSync(join(report, '..'), { recursive: true, force: true });
}
if (counts.skipped > 0) console.log(`${counts.skipped} skipped; their lines above say why`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
