import { parseArgs } from 'node:util';
import { WORLD_LINES } from '#lib/demo/worlds/find-world.ts';
import { GATE_NAMES, isGateName } from '#lib/kube-version/feature-gates.ts';
import { isSupported, NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import { type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { parseGateOverrides } from '#lib/scenario/gate-grammar.ts';
import { type AuthMode, parseAuth } from '#lib/server/auth-mode.ts';
import { LOG_LEVELS, type LogLevel } from '#lib/server/log/log-level.ts';

/** What `npm start -- …` was told; plain data, so that it travels as JSON. */
export interface StartOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  /** HorizontalPodAutoscalers are read, too; those of the embedded cluster always are. */
  readonly watchHpa: boolean;
  /** A world's name, '' for the default one; absent without `--demo`. */
  readonly demo?: string;
  /** A cluster in a file, to be shown in the place of a watched one. */
  readonly snapshot?: string;
  readonly strict: boolean;
  readonly version?: KubeVersion;
  readonly gates: readonly GateOverride[];
  /** Absent: 3000 or the next free one. */
  readonly port?: number;
  readonly host: string;
  /** The sub-path that is expected of the build; absent: whatever it serves. */
  readonly basePath?: string;
  /** Where probes and metrics are answered, on every address; absent: nowhere. */
  readonly opsPort?: number;
  /** How many opted-in Services have series of their own in the metrics. */
  readonly metricsServices: number;
  readonly auth: AuthMode;
  readonly logLevel: LogLevel;
  /** Names, beside those of loopback, under which the page may be asked for. */
  readonly allowedHosts: readonly string[];
  readonly open: boolean;
  readonly help: boolean;
}

/** Eight series each: a few thousand in all, which a Prometheus takes without notice. */
const DEFAULT_METRICS_SERVICES = 500;

export const START_USAGE = `Usage: npm start -- [options]

  --kubeconfig FILE        the kubeconfig to use ($KUBECONFIG, then ~/.kube/config, then the ServiceAccount, then a demo)
  --context NAME           a context other than the current one
  -n, --namespace NAME     Services of this namespace only
  --watch-hpa              read HorizontalPodAutoscalers, too (a right of its own), and show their range at the replicas
  --demo[=WORLD]           the embedded cluster, whatever else there is; the worlds are listed below
  --snapshot FILE          show a saved snapshot, or what kubectl get ... -o json printed; no cluster is needed
  --strict                 the embedded cluster looks again only when its minor's controllers would
  --kubernetes-version V   the embedded cluster's version, or the rules to use for a real one (1.${OLDEST_MINOR} to 1.${NEWEST_MINOR})
  --feature-gates G=BOOL   gates, separated by commas: [api-server:|controller:|kube-proxy:]Gate=true|false|unknown
  --port PORT              the port to listen on (3000, or the next free one)
  --host ADDRESS           the address to listen on (127.0.0.1)
  --base-path PATH         the sub-path that a proxy keeps, such as /zonescope: a part of the build, which is checked
  --ops-port PORT          /livez, /readyz and /metrics on this port of every address, for probes and Prometheus
  --metrics-services N     opted-in Services with metrics of their own, at most (${DEFAULT_METRICS_SERVICES})
  --allowed-host NAME      one more name under which the page may be asked for; may be repeated
  --auth token             everybody signs in with a bearer token, and sees what the API server lets its user see
  --auth none-and-i-know-it  nobody is asked who they are, on an address that others can reach
  --log-level LEVEL        ${LOG_LEVELS.join(', ')} (warn); the log is lines of JSON on standard error
  --open                   open the page in a browser
  --help                   print this; npm start -- help tells of the answers on the command line

Worlds of the embedded cluster:

${WORLD_LINES.map((line) => `  ${line}`).join('\n')}`;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Reads the options of `npm start`.
 *
 * @throws Error in one sentence for an option that is unknown, lacks its value, or has one that cannot be used.
 */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const values = parse(args);
  const { kubeconfig, context, namespace, demo, snapshot } = values;
  const host = values.host ?? '127.0.0.1';
  if (demo !== undefined && (kubeconfig !== undefined || context !== undefined)) {
    throw new Error('Cannot start: --demo starts its own cluster, so it goes without --kubeconfig and --context');
  }
  if (values.strict === true && (kubeconfig !== undefined || context !== undefined)) {
    throw new Error(
      'Cannot start: --strict is about the embedded cluster, so it goes without --kubeconfig and --context',
    );
  }
  if (snapshot === '') throw new Error('Cannot start: --snapshot needs a file');
  if (
    snapshot !== undefined &&
    [kubeconfig, context, namespace, demo, values.strict, values['watch-hpa']].some((value) => value !== undefined)
  ) {
    throw new Error(
      'Cannot start: --snapshot shows a file, so it goes without --kubeconfig, --context, --namespace, --demo, --strict and --watch-hpa',
    );
  }
  if (kubeconfig === '') throw new Error('Cannot start: --kubeconfig needs a file');
  if (namespace !== undefined && !DNS_LABEL.test(namespace)) {
    throw new Error(`Cannot start: --namespace "${namespace}" is no name of a namespace`);
  }
  if (host === '') throw new Error('Cannot start: --host needs an address');
  const auth = parseAuth(values.auth, host);
  if (auth === 'token' && demo !== undefined) {
    throw new Error(
      'Cannot start: --auth token asks the API server, and the embedded cluster knows nobody; leave out --demo',
    );
  }
  if (auth === 'token' && snapshot !== undefined) {
    throw new Error('Cannot start: --auth token asks the API server, and a snapshot has none; leave out --snapshot');
  }
  const version = versionOf(values['kubernetes-version']);
  const port = portOf('--port', values.port);
  const opsPort = portOf('--ops-port', values['ops-port']);
  if (port !== undefined && port !== 0 && port === opsPort) {
    throw new Error(`Cannot start: --port and --ops-port both name ${port}; the page and the probes need one each`);
  }
  return {
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(namespace !== undefined && { namespace }),
    watchHpa: values['watch-hpa'] === true,
    ...(demo !== undefined && { demo }),
    ...(snapshot !== undefined && { snapshot }),
    strict: values.strict === true,
    ...(version !== undefined && { version }),
    gates: gatesOf(values['feature-gates']),
    ...(port !== undefined && { port }),
    host,
    ...(values['base-path'] !== undefined && { basePath: values['base-path'].replace(/\/+$/, '') }),
    ...(opsPort !== undefined && { opsPort }),
    metricsServices: metricsServicesOf(values['metrics-services']),
    auth,
    logLevel: logLevelOf(values['log-level']),
    allowedHosts: (values['allowed-host'] ?? []).map(allowedHost),
    open: values.open === true,
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // `--demo` alone means its default world; parseArgs knows options with a value and without, but not both.
      args: args.map((arg) => (arg === '--demo' ? '--demo=' : arg)),
      options: {
        kubeconfig: { type: 'string' },
        context: { type: 'string' },
        namespace: { type: 'string', short: 'n' },
        'watch-hpa': { type: 'boolean' },
        demo: { type: 'string' },
        snapshot: { type: 'string' },
        strict: { type: 'boolean' },
        'kubernetes-version': { type: 'string' },
        'feature-gates': { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        'base-path': { type: 'string' },
        'ops-port': { type: 'string' },
        'metrics-services': { type: 'string' },
        'allowed-host': { type: 'string', multiple: true },
        auth: { type: 'string' },
        'log-level': { type: 'string' },
        open: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : '';
    throw new Error(`Cannot start: ${why.charAt(0).toLowerCase()}${why.slice(1)}; --help lists the options`);
  }
}

function logLevelOf(text = 'warn'): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  throw new Error(`Cannot start: --log-level takes ${LOG_LEVELS.join(', ')}, not "${text}"`);
}

function versionOf(text: string | undefined): KubeVersion | undefined {
  if (text === undefined) return undefined;
  const version = parseVersion(text);
  if (version !== undefined && isSupported(version)) return version;
  throw new Error(
    `Cannot start: --kubernetes-version takes a version from 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}, such as 1.31 or v1.21.10, not "${text}"`,
  );
}

function gatesOf(text: string | undefined): readonly GateOverride[] {
  const { overrides, problems } = parseGateOverrides(text ?? '');
  if (problems[0] !== undefined) throw new Error(problems[0]);
  const unknown = overrides.find(({ gate }) => !isGateName(gate));
  if (unknown !== undefined) {
    throw new Error(
      `Cannot start: feature gate "${unknown.gate}" has nothing to do with zone routing; those that have are ${GATE_NAMES.join(', ')}`,
    );
  }
  return overrides;
}

function portOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`Cannot start: ${option} takes a number from 0 to 65535, not "${text}"`);
}

function metricsServicesOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_METRICS_SERVICES;
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new Error(`Cannot start: --metrics-services takes a number from 0 to 99999, not "${text}"`);
}

/** A name as it stands in a Host header, without port. */
function allowedHost(text: string): string {
  if (/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])$/i.test(text)) return text.toLowerCase();
  throw new Error(`Cannot start: --allowed-host takes a name or address without port, not "${text}"`);
}
