import { parseArgs } from 'node:util';
import { type FailLevel, failLevelOf } from '#lib/cli/command-answer.ts';
import { isSupported, NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import { parseServiceKey } from '#lib/model/names.ts';
import type { Change } from '#lib/model/scenario.ts';
import { type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { parseChanges } from '#lib/scenario/change-grammar.ts';
import { parseGateOverrides } from '#lib/scenario/gate-grammar.ts';

export type OutputFormat = 'table' | 'json' | 'ipvs';

/** The lines of a usage about the options that all questions share; the lines about -o are each one's own. */
export const SHARED_USAGE = `  -f, --file FILE          a cluster in a file ("-" for standard input) instead of the kubeconfig's
  --what-if CHANGES        predicted after these changes, such as replicas:2 or mode:PreferSameZone
  --fail-on LEVEL          exit code 1 when a Service's verdict is a blackhole, a problem (or a blackhole) or unknown (or these)
  --kubernetes-version V   rules of this version   --feature-gates G=BOOL,...   --kubeconfig FILE   --context NAME`;

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
  readonly output: OutputFormat;
  /** Absent: no verdict is a finding. */
  readonly failOn?: FailLevel;
  readonly help: boolean;
}

/**
 * Reads the options that all questions share.
 *
 * @throws Error in one sentence for an option that is unknown or has a value that cannot be used.
 */
export function parseQueryOptions(args: readonly string[], outputs: readonly OutputFormat[]): QueryOptions {
  const values = parse(args);
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
    ...(values['what-if'] !== undefined && { whatIf: changesOf(values['what-if']) }),
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
export function gatesOf(text: string): readonly GateOverride[] {
  const { overrides, problems } = parseGateOverrides(text);
  if (problems[0] !== undefined) throw new Error(problems[0]);
  return overrides;
}

/** @throws Error with the first part that cannot be read. */
export function changesOf(text: string): readonly Change[] {
  const { changes, problems } = parseChanges(text);
  if (problems[0] !== undefined) throw new Error(problems[0]);
  return changes;
}
