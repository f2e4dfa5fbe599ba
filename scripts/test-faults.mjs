// npm run test:faults: 1,000 random schedules of faults against a scripted API server; a failing one names its seed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment, nodePath, ROOT } from './runtime.mjs';

const result = spawnSync(
  nodePath(),
  [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', 'lib/server/kube/seeded-faults', ...process.argv.slice(2)],
  { cwd: ROOT, stdio: 'inherit', env: { ZONESCOPE_FAULT_RUNS: '1000', ...childEnvironment() } },
);
process.exitCode = result.status ?? 1;
