import { parseArgs } from 'node:util';
import { type FailLevel, failLevelOf } from '#lib/cli/command-answer.ts';
import { isSupported, NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { ClientMix } from '#lib/model/client-mix.ts';
import type { DataPlaneOverride } from '#lib/model/data-plane.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import { parseServiceKey } from '#lib/model/names.ts';
import type { Change } from '#lib/model/scenario.ts';
import { type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { maskedCidr } from '#lib/proxy-text/masked-cidr.ts';
import { parseDataPlanes } from '#lib/scenario/data-plane-grammar.ts';
import { parseMix } from '#lib/scenario/mix-grammar.ts';
import { changesOf, gatesOf } from '#lib/snapshot/read-snapshot.ts';

export type OutputFormat = 'table' | 'json' | 'csv' | 'ipvs' | 'iptables' | 'nft';
/** Options that only some of the questions take. */
const OWN_OPTIONS = ['node', 'dump', 'cluster-cidr', 'mix', 'watch-hpa'] as const;
export type OwnOption = (typeof OWN_OPTIONS)[number];

/** The lines of a usage about the options that all questions share; the lines about -o are each one's own. */
export const SHARED_USAGE = `  -f, --file FILE          a cluster in a file ("-" for standard input) instead of the kubeconfig's
  --what-if CHANGES        predicted after these changes, such as replicas:2 or mode:PreferSameZone
  --data-plane NODE:KIND   what routes on a node (*:KIND on all), such as ipvs, cilium or unknown
  --fail-on LEVEL          exit code 1 when a Service's verdict is a blackhole, a problem (or a blackhole) or unknown (or these)
  --kubernetes-version V   of the control plane, in place of what it tells; a node's kube-proxy follows its own version, so for
                           another one everywhere ask --what-if kubernetes:V
  --feature-gates G=BOOL,...   --kubeconfig FILE   --context NAME`;

/** What a question about a cluster was asked with: `zonescope backends|hints|why [OPTIONS]`. */
export interface QueryOptions {
  /** A cluster in a file, "-" for standard input; absent: the cluster that the kubeconfig names. */
  readonly file?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly node?: string;
  readonly service?: string;
  readonly version?: KubeVersion;
  /** Absent where neither option was given, so that a file's own header decides. */
  readonly gates?: readonly GateOverride[];
  readonly whatIf?: readonly Change[];
  readonly dataPlanes?: readonly DataPlaneOverride[];
  /** What a node printed: a file, "-" for standard input. */
  readonly dump?: string;
  /** `--cluster-cidr` of the kube-proxies. */
  readonly clusterCIDRs?: readonly string[];
  /** HorizontalPodAutoscalers are listed, too. */
  readonly watchHpa?: boolean;
  /** Who the clients are taken to be. */
  readonly mix?: ClientMix;
  readonly output: OutputFormat;
  /** Absent: no verdict is a finding. */
  readonly failOn?: FailLevel;
  readonly help: boolean;
}

/**
 * Reads the options that all questions share, and those of its own that a question takes.
 *
 * @throws Error in one sentence for an option that is unknown or has a value that cannot be used.
 */
export function parseQueryOptions<const Output extends OutputFormat>(
  args: readonly string[],
  outputs: readonly Output[],
  own: readonly OwnOption[] = [],
): QueryOptions & { readonly output: Output } {
  const values = parse(args);
  const foreign = OWN_OPTIONS.find((name) => values[name] !== undefined && !own.includes(name));
  if (foreign !== undefined) throw new Error(`Cannot answer: unknown option '--${foreign}'; --help lists the options`);
  const { file, kubeconfig, context, node, service } = values;
  if (file !== undefined && (kubeconfig !== undefined || context !== undefined)) {
    throw new Error('Cannot answer: -f reads a file, so it goes without --kubeconfig and --context');
  }
  if (service !== undefined && parseServiceKey(service) === undefined) {
    throw new Error(`Cannot answer: --service takes NAMESPACE/NAME, not "${service}"`);
  }
  const output = outputs.find((format) => format === (values.output ?? 'table'));
  if (output === undefined) throw new Error(`Cannot answer: -o takes ${outputs.join(', ')}, not "${values.output}"`);
  const version = versionOf(values['kubernetes-version']);
  return {
    ...(file !== undefined && { file }),
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(node !== undefined && { node }),
    ...(service !== undefined && { service }),
    ...(version !== undefined && { version }),
    ...(values['feature-gates'] !== undefined && { gates: gatesOf(values['feature-gates']) }),
    ...(values['watch-hpa'] === true && { watchHpa: true }),
    ...(values.mix !== undefined && { mix: mixOf(values.mix) }),
    ...(values['what-if'] !== undefined && { whatIf: changesOf(values['what-if']) }),
    ...(values['data-plane'] !== undefined && { dataPlanes: dataPlanesOf(values['data-plane']) }),
    ...(values.dump !== undefined && { dump: values.dump }),
    ...(values['cluster-cidr'] !== undefined && { clusterCIDRs: cidrsOf(values['cluster-cidr']) }),
    output,
    ...(values['fail-on'] !== undefined && { failOn: failLevelOf(values['fail-on']) }),
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        file: { type: 'string', short: 'f' },
        kubeconfig: { type: 'string' },
        context: { type: 'string' },
        node: { type: 'string' },
        service: { type: 'string' },
        'kubernetes-version': { type: 'string' },
        'feature-gates': { type: 'string' },
        'what-if': { type: 'string' },
        output: { type: 'string', short: 'o' },
        'fail-on': { type: 'string' },
        'data-plane': { type: 'string' },
        dump: { type: 'string' },
        mix: { type: 'string' },
        'watch-hpa': { type: 'boolean' },
        'cluster-cidr': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : '';
    throw new Error(`Cannot answer: ${why.charAt(0).toLowerCase()}${why.slice(1)}; --help lists the options`);
  }
}

function versionOf(text: string | undefined): KubeVersion | undefined {
  const version = text === undefined ? undefined : parseVersion(text);
  if (text === undefined || (version !== undefined && isSupported(version))) return version;
  throw new Error(
    `Cannot answer: --kubernetes-version takes a version from 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}, not "${text}"`,
  );
}

/** @throws Error with the first part that cannot be read. */
function dataPlanesOf(text: string): readonly DataPlaneOverride[] {
  const { overrides, problems } = parseDataPlanes(text);
  if (problems[0] !== undefined) throw new Error(problems[0]);
  return overrides;
}

function cidrsOf(text: string): readonly string[] {
  const cidrs = text.split(',').map((part) => part.trim());
  const wrong = cidrs.find((cidr) => maskedCidr(cidr) === undefined);
  if (wrong === undefined) return cidrs;
  throw new Error(
    `Cannot answer: --cluster-cidr takes CIDRs such as 10.244.0.0/16, separated by commas, not "${wrong}"`,
  );
}

/** @throws Error for a mix that cannot be read. */
function mixOf(text: string): ClientMix {
  const parsed = parseMix(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.mix;
}
