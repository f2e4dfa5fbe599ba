import { answerQuery, anyFails } from '#lib/cli/answer-query.ts';
import type { CommandAnswer } from '#lib/cli/command-answer.ts';
import { parseQueryOptions, SHARED_USAGE } from '#lib/cli/query-options.ts';
import { translate } from '#lib/messages/translate.ts';
import type { Text } from '#lib/model/text.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { WhyView } from '#lib/view/view-types.ts';
import { whyView } from '#lib/view/why-view.ts';

export const WHY_USAGE = `Usage: zonescope why --service NAMESPACE/NAME [options]

  Whether zone routing is in effect for a Service, and if not, the first rule that stops it.

  -o, --output FORMAT      table or json
${SHARED_USAGE}`;

const SILENT = 'Kubernetes says nothing here';

/** `zonescope why`. @throws Error in one sentence. */
export async function why(args: readonly string[]): Promise<CommandAnswer> {
  const options = parseQueryOptions(args, ['table', 'json']);
  if (options.help) return { text: WHY_USAGE, isFinding: false };
  if (options.service === undefined) throw new Error('Cannot answer: why needs --service NAMESPACE/NAME');
  const [answered] = await answerQuery(options);
  if (answered === undefined) throw new Error(`Cannot answer: there is no Service ${options.service}`);
  const view = whyView(answered.answer, DEFAULT_URL_STATE);
  const text =
    options.output === 'json' ? JSON.stringify({ service: answered.key, ...inWords(view) }, null, 2) : linesOf(view);
  return { text, isFinding: anyFails([answered], options) };
}

function say(text: Text): string {
  return translate(text, 'en');
}

function inWords(view: WhyView) {
  return {
    verdict: view.verdict,
    title: say(view.title),
    summary: say(view.summary),
    kubernetesSays: view.kubernetesSays?.words ?? SILENT,
    reason: view.cause.key,
    cause: say(view.cause),
    offenders: view.offenders,
    ...(view.fix !== undefined && { fix: { text: say(view.fix.text), commands: view.fix.commands } }),
    rules: view.rules.map(({ text, nodes, example }) => ({ text: say(text), nodes, example })),
    worthKnowing: view.worthKnowing.map(say),
  };
}

function linesOf(view: WhyView): string {
  const words = inWords(view);
  const offenders = words.offenders.map(
    ({ kind, name, field }) => `  ${kind} ${name}${field === undefined ? '' : ` ${field}`}`,
  );
  const fix =
    words.fix === undefined ? [] : [`Fix: ${words.fix.text}`, ...words.fix.commands.map((command) => `  ${command}`)];
  const rules = words.rules.map(({ text, nodes, example }) => `  ${nodes} nodes, such as ${example}: ${text}`);
  return [
    `${words.title}: ${words.summary}`,
    `Kubernetes: ${words.kubernetesSays}`,
    `Cause: ${words.cause}`,
    ...offenders,
    ...fix,
    'Rules in force:',
    ...rules,
  ].join('\n');
}
