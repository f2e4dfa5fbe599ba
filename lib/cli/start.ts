import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { basePathOfBuild, checkBasePath } from '#lib/cli/base-path.ts';
import { ensureBuild } from '#lib/cli/ensure-build.ts';
import { openBrowser } from '#lib/cli/open-browser.ts';
import { PROJECT_ROOT } from '#lib/cli/project-root.ts';
import { servePages } from '#lib/cli/serve-pages.ts';
import { isOpenToAll } from '#lib/server/auth-mode.ts';
import { allowedHostsOf, boot } from '#lib/server/boot.ts';
import { resolveSource } from '#lib/server/kube/resolve-source.ts';
import { createMetrics } from '#lib/server/ops/create-metrics.ts';
import { startOpsServer } from '#lib/server/ops/ops-server.ts';
import { getRunning } from '#lib/server/running.ts';
import { openSnapshot } from '#lib/server/show-snapshot.ts';
import { parseStartOptions, START_USAGE } from '#lib/server/start-options.ts';

/**
 * `npm start`: builds when it must, watches, serves, and runs until a signal ends it. What can be wrong with options
 * and kubeconfigs is found before anything is built.
 *
 * @throws Error in one sentence when it cannot start.
 */
export async function start(args: readonly string[]): Promise<void> {
  const options = parseStartOptions(args);
  if (options.help) {
    console.log(START_USAGE);
    return;
  }
  if (options.snapshot === undefined) resolveSource(options);
  else openSnapshot(options, options.snapshot);
  await ensureBuild({ root: PROJECT_ROOT, say: (line) => console.log(line) });
  const basePath = basePathOfBuild(PROJECT_ROOT);
  checkBasePath(options.basePath, basePath);
  const { host, port, opsPort } = options;
  // Probes are answered from the first: the process lives, and is not ready yet.
  const ops =
    opsPort === undefined
      ? undefined
      : await startOpsServer({
          port: opsPort,
          running: getRunning,
          metrics: createMetrics({ running: getRunning, services: options.metricsServices }),
        });
  const pages = await servePages({
    root: PROJECT_ROOT,
    host,
    ...(port !== undefined && { port }),
    allowedHosts: allowedHostsOf(options),
    basePath,
  });
  const build = readFileSync(join(PROJECT_ROOT, '.next', 'BUILD_ID'), 'utf8').trim();
  const [{ running, watching, as, kubeconfigExport }] = await Promise.all([boot({ options, build }), pages.ready]);

  let closing = false;
  const end = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    // Whoever is told farewell asks again at once: not here any more, or they would be told that the server is stopping.
    await Promise.all([pages.close(), running.close()]);
    await ops?.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());

  if (kubeconfigExport !== undefined) console.log(kubeconfigExport);
  console.log(
    as === undefined
      ? `Zonescope ${pages.url} shows ${watching}`
      : `Zonescope ${pages.url} watches ${watching} as ${as}`,
  );
  if (ops !== undefined) console.log(`Probes and metrics on port ${ops.port} of every address`);
  if (isOpenToAll(options)) {
    console.error(`zonescope: whoever can reach ${pages.url} sees this cluster, and nobody is asked who they are`);
  }
  if (options.open) openBrowser(pages.url);
}
