import { parseArgs } from 'node:util';
import { type EmbeddedClusterOptions, startEmbeddedCluster } from '#lib/demo/embedded-cluster.ts';
import { formatVersion, parseVersion } from '#lib/model/version.ts';
import { parseGateOverrides } from '#lib/scenario/gate-grammar.ts';

/*
 * The embedded cluster alone: `demo-cluster --kubeconfig-out FILE [--world WORLD] [--kubernetes-version V]
 * [--feature-gates G=true,...] [--strict] [--port N]`. Prints one line once it answers and runs until SIGINT or SIGTERM;
 * exit code 2 and one sentence when it cannot start.
 */

interface Command {
  readonly kubeconfigOut: string;
  readonly options: EmbeddedClusterOptions;
}

const OPTIONS = {
  'kubeconfig-out': { type: 'string' },
  'kubernetes-version': { type: 'string' },
  'feature-gates': { type: 'string' },
  world: { type: 'string' },
  port: { type: 'string' },
  strict: { type: 'boolean' },
} as const;

/** @throws Error in one sentence for options that cannot be followed. */
function readCommand(args: readonly string[]): Command {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const kubeconfigOut = values['kubeconfig-out'];
  if (kubeconfigOut === undefined) {
    throw new Error('Cannot start: --kubeconfig-out is missing, say which file the kubeconfig goes to');
  }
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
  await cluster.writeKubeconfig(kubeconfigOut).catch(async (error: unknown) => {
    await cluster.stop();
    throw new Error(`Cannot write the kubeconfig to ${kubeconfigOut}: ${messageOf(error)}`);
  });
  const about = `${cluster.world.name}, Kubernetes ${formatVersion(cluster.version)}${cluster.strict ? ', strict' : ''}`;
  console.log(`embedded cluster ${cluster.url} (${about}): export KUBECONFIG=${kubeconfigOut}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cluster.stop());
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The first sentence: Node's own errors about options go on with advice. */
function firstSentence(text: string): string {
  return text.split(/\.\s/)[0] ?? text;
}

try {
  await main();
} catch (error) {
  console.error(`demo-cluster: ${firstSentence(messageOf(error))}`);
  process.exitCode = 2;
}
