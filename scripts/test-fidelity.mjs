// npm run test:fidelity [-- --seeds N --from SEED --write]: Zonescope's answers and texts against real kube-proxies.
// REALCLUSTER names a command that starts a control plane.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install } from './install.mjs';
import { needProxyTools } from './proxy-tools.mjs';
import { childEnvironment, nodePath, ROOT } from './runtime.mjs';

try {
  if (!process.env['REALCLUSTER']) {
    throw new Error('Cannot run the fidelity tests: REALCLUSTER names no command that starts a control plane');
  }
  install();
  needProxyTools('the fidelity tests');
  const result = spawnSync(nodePath(), [join(ROOT, 'e2e/fidelity/run-fidelity.ts'), ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
    env: childEnvironment(),
  });
  process.exitCode = result.status ?? 1;
} catch (error) {
  console.error(`zonescope: ${error.message}`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
