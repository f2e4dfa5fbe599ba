// npm test: everything that proves a change, from a fresh clone on; the last line counts it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserPath } from './browser.mjs';
import { install } from './install.mjs';
import { childEnvironment, nodePath, ROOT } from './runtime.mjs';

const total = { passed: 0, failed: 0 };
const reports = mkdtempSync(join(tmpdir(), 'zonescope-test-'));

function bin(packagePath) {
  return join(ROOT, 'node_modules', packagePath);
}

function run(title, args, extra = {}) {
  const started = performance.now();
  console.log(`\n== ${title}`);
  const result = spawnSync(nodePath(), args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: childEnvironment(extra),
  });
  console.log(`== ${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result.status === 0;
}

function count(passed, failed) {
  total.passed += passed;
  total.failed += failed;
}

/** A check without tests of its own counts as one. */
function check(title, args) {
  const ok = run(title, args);
  count(ok ? 1 : 0, ok ? 0 : 1);
  return ok;
}

/** A runner that ends badly without a failed test in its report (it crashed, or wrote none) is a failure of its own. */
function suite({ title, args, extra, report, read }) {
  const ok = run(title, args, extra);
  let counts = { passed: 0, failed: 0 };
  try {
    counts = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    console.error(`${title}: no report was written`);
  }
  count(counts.passed, Math.max(counts.failed, ok ? 0 : 1));
}

try {
  install();
  const browser = browserPath();
  const only = new Set(process.argv.slice(2));
  const wants = (part) => only.size === 0 || only.has(part);
  if (wants('biome')) check('Biome', [bin('@biomejs/biome/bin/biome'), 'ci', '.']);
  if (wants('tsc')) {
    check('tsc, pure rooms', [bin('typescript/bin/tsc'), '-p', 'lib/tsconfig.pure.json']);
    check('tsc', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']);
  }
  if (wants('vitest')) {
    const report = join(reports, 'vitest.json');
    suite({
      title: 'Vitest',
      args: [bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      report,
      read: (json) => ({
        passed: json.numPassedTests,
        // A file that could not be loaded has no test of its own to fail.
        failed:
          json.numFailedTests +
          json.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
      }),
    });
  }
  if (wants('build')) check('Build', ['lib/cli/build.ts']);
  if (wants('playwright')) {
    const report = join(reports, 'playwright.json');
    suite({
      title: 'Playwright',
      args: [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      extra: { ZONESCOPE_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      report,
      read: ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }),
    });
  }
} catch (error) {
  console.error(`zonescope: ${error.message}`);
  count(0, 1);
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
