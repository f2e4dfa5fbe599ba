import { parseArgs } from 'node:util';
import { type EmbeddedClusterOptions, startEmbeddedCluster } from '#lib/demo/embedded-cluster.ts';
import { formatVersion, parseVersion } from '#lib/model/version.ts';
import { parseGateOverrides } from '#lib/scenario/gate-grammar.ts';

const USAGE =
  'usage: demo-cluster --kubeconfig-out FILE [--world WORLD] [--kubernetes-version V] [--feature-gates G=true,...] [--strict] [--port N]';

interface Command {
  readonly kubeconfigOut: string;
  readonly options: EmbeddedClusterOptions;
}

/** @throws Error in one sentence for what cannot be done. */
function readCommand(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'kubeconfig-out': { type: 'string' },
      'kubernetes-version': { type: 'string' },
      'feature-gates': { type: 'string' },
      world: { type: 'string' },
      port: { type: 'string' },
      strict: { type: 'boolean' },
    },
  });
  const kubeconfigOut = values['kubeconfig-out'];
  if (kubeconfigOut === undefined) throw new Error(`Cannot start: --kubeconfig-out is missing; ${USAGE}`);
  const versionText = values['kubernetes-version'];
  const version = versionText === undefined ? undefined : parseVersion(versionText);
  if (versionText !== undefined && version === undefined) {
    throw new Error(`Cannot read --kubernetes-version "${versionText}": it takes a version such as 1.31 or v1.21.10`);
  }
  const { overrides, problems } = parseGateOverrides(values['feature-gates'] ?? '');
  if (problems[0] !== undefined) throw new Error(problems[0]);
  const port = Number(values.port ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`Cannot read --port "${values.port}": it takes a number from 0 to 65535`);
  }
  return {
    kubeconfigOut,
    options: {
      ...(values.world === undefined ? {} : { world: values.world }),
      ...(version === undefined ? {} : { version }),
      gates: overrides,
      strict: values.strict === true,
      port,
    },
  };
}

async function main(): Promise<void> {
  const { kubeconfigOut, options } = readCommand(process.argv.slice(2));
  const cluster = await startEmbeddedCluster(options);
  await cluster.writeKubeconfig(kubeconfigOut);
  const version = formatVersion(cluster.version);
  console.log(
    `embedded cluster ${cluster.world.name} ${version} at ${cluster.url}, export KUBECONFIG=${kubeconfigOut}`,
  );
  const stop = () => {
    cluster.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  await main();
} catch (error) {
  console.error(`demo-cluster: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
}
