import { answersOf } from '#lib/cli/answer-query.ts';
import { checkAnyService } from '#lib/cli/check-query.ts';
import type { CommandAnswer } from '#lib/cli/command-answer.ts';
import { printTable } from '#lib/cli/print-table.ts';
import { kindsIn } from '#lib/cli/query-notes.ts';
import { parseQueryOptions, type QueryOptions, SHARED_USAGE } from '#lib/cli/query-options.ts';
import { readCluster } from '#lib/cli/read-cluster.ts';
import { lintNodes } from '#lib/diagnose/lint-nodes.ts';
import { byLevel, type Finding, LINT_LEVELS, type LintLevel, reachesLevel } from '#lib/diagnose/lint-rules.ts';
import { translate } from '#lib/messages/translate.ts';
import { namespacedName } from '#lib/model/names.ts';
import { ruleContextOf } from '#lib/scenario/rule-context.ts';
import { findingsOfService } from '#lib/view/findings-view.ts';

export const LINT_USAGE = `Usage: zonescope lint [--service NAMESPACE/NAME] [options]

  What is worth a change in Services (or in one) and, without --service, in nodes: object, field, why it matters, the fix.

  -o, --output FORMAT      table or json
  --fail-on LEVEL          exit code 1 on a finding of this level or a graver one: ${LINT_LEVELS.join(', ')}
${SHARED_USAGE.split('\n')
  .filter((line) => !line.includes('--fail-on'))
  .join('\n')}`;

/** `zonescope lint`. @throws Error in one sentence. */
export async function lint(args: readonly string[]): Promise<CommandAnswer> {
  const { level, rest } = takeLevel(args);
  const options = parseQueryOptions(rest, ['table', 'json']);
  if (options.help) return { text: LINT_USAGE, isFinding: false };
  const { findings, notes } = await findingsOf(options);
  const isFinding = level !== undefined && findings.some((found) => reachesLevel(found, level));
  return { text: options.output === 'json' ? jsonOf(findings) : tableOf(findings), isFinding, notes };
}

interface Found {
  /** The gravest first. */
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

async function findingsOf(options: QueryOptions): Promise<Found> {
  const { whatIf, cluster: whole } = await readCluster(options);
  // Of what is not in a file the linter finds nothing, so that it may be asked about Services alone.
  const { missing = [], ...cluster } = whole;
  if (cluster.nodes.length === 0) checkAnyService(cluster);
  const keys = new Set(cluster.services.map(namespacedName));
  const { answered, assumptions, notes } = answersOf({ cluster, whatIf }, options);
  const ofServices = answered.flatMap(({ answer }) => findingsOfService(answer.analysis, (key) => keys.has(key)));
  const context = answered[0]?.answer.analysis.input.context ?? ruleContextOf(cluster);
  const ofNodes = options.service === undefined ? lintNodes(context) : [];
  return {
    findings: byLevel([...ofNodes, ...ofServices]),
    notes: [...notes, ...missingNotes(missing), ...assumptions],
  };
}

function missingNotes(missing: readonly string[]): readonly string[] {
  if (missing.length === 0) return [];
  return [`What was read does not hold the ${kindsIn(missing)}, so nothing is found that takes them.`];
}

/** The levels of findings are others than those of verdicts. @throws Error for a level that there is not. */
function takeLevel(args: readonly string[]): { readonly level?: LintLevel; readonly rest: readonly string[] } {
  const index = args.findIndex((arg) => arg === '--fail-on' || arg.startsWith('--fail-on='));
  if (index < 0) return { rest: args };
  const [, inline] = (args[index] ?? '').split('=');
  const text = inline ?? args[index + 1] ?? '';
  const level = LINT_LEVELS.find((known) => known === text);
  if (level === undefined) {
    throw new Error(`Cannot answer: --fail-on of lint takes ${LINT_LEVELS.join(', ')}, not "${text}"`);
  }
  return { level, rest: args.toSpliced(index, inline === undefined ? 2 : 1) };
}

function objectOf({ object }: Finding): string {
  return object.name === '' ? object.kind : `${object.kind} ${object.name}`;
}

function inWords(found: Finding) {
  const { rule, level, object, field, why, fix, commands } = found;
  return { rule, level, object, field, why: translate(why, 'en'), fix: translate(fix, 'en'), commands };
}

function jsonOf(findings: readonly Finding[]): string {
  return JSON.stringify(findings.map(inWords), null, 2);
}

function tableOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No findings.';
  const rows = findings.map((found) => {
    const { level, rule, field, why, fix } = inWords(found);
    return [level, objectOf(found), rule, field, why, fix];
  });
  return printTable(['LEVEL', 'OBJECT', 'RULE', 'FIELD', 'WHY', 'FIX'], rows);
}
