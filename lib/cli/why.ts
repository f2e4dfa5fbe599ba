import { answerQuery, anyFails } from '#lib/cli/answer-query.ts';
import type { CommandAnswer } from '#lib/cli/command-answer.ts';
import { parseQueryOptions, SHARED_USAGE } from '#lib/cli/query-options.ts';
import type { Analysis } from '#lib/diagnose/analysis.ts';
import { autoscalerRange } from '#lib/diagnose/autoscaler-range.ts';
import { formatPercent } from '#lib/messages/format-number.ts';
import { translate } from '#lib/messages/translate.ts';
import type { Text } from '#lib/model/text.ts';
import { autoscalerView } from '#lib/view/autoscaler-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { WhyView } from '#lib/view/view-types.ts';
import { whatIfView } from '#lib/view/what-if-view.ts';
import { whyView } from '#lib/view/why-view.ts';

export const WHY_USAGE = `Usage: zonescope why --service NAMESPACE/NAME [options]

  Whether zone routing is in effect for a Service, and if not, the first rule that stops it.

  -o, --output FORMAT      table or json
  --watch-hpa              read HorizontalPodAutoscalers, too, and say what their range does; of a file they are without it
${SHARED_USAGE}`;

const SILENT = 'Kubernetes says nothing here';

/** `zonescope why`. @throws Error in one sentence. */
export async function why(args: readonly string[]): Promise<CommandAnswer> {
  const options = parseQueryOptions(args, ['table', 'json'], ['watch-hpa']);
  if (options.help) return { text: WHY_USAGE, isFinding: false };
  if (options.service === undefined) {
    throw new Error('Cannot answer: why needs --service NAMESPACE/NAME; --help lists the options');
  }
  const { answered, notes } = await answerQuery(options);
  const [one] = answered;
  if (one === undefined) throw new Error(`Cannot answer: there is no Service ${options.service}`);
  const view = whyView(one.answer, DEFAULT_URL_STATE);
  const predicted = predictedInWords(one.answer);
  const autoscaler = autoscalerInWords(one.answer.analysis);
  const text =
    options.output === 'json'
      ? JSON.stringify(
          {
            service: one.key,
            ...inWords(view),
            ...(predicted.length > 0 && { predicted }),
            ...(autoscaler && { autoscaler }),
          },
          null,
          2,
        )
      : [
          ...linesOf(view),
          ...titled('Predicted:', predicted),
          ...titled('Worth knowing:', view.worthKnowing.filter((text) => !isOfDataPlane(text)).map(say)),
          ...titled('Autoscaler:', autoscaler?.texts ?? []),
        ].join('\n');
  return { text, isFinding: anyFails(answered, options), notes };
}

function say(text: Text): string {
  return translate(text, 'en');
}

function inWords(view: WhyView) {
  return {
    verdict: view.verdict,
    title: say(view.title),
    summary: say(view.summary),
    kubernetesSays: view.kubernetesSays.map(({ source, words, note }) => ({
      source: say(source),
      words,
      ...(note !== undefined && { note: say(note) }),
    })),
    reason: view.reason.key,
    cause: say(view.cause.text),
    objects: view.cause.objects,
    ...(view.fix !== undefined && { fix: { text: say(view.fix.text), commands: view.fix.commands } }),
    ports: view.ports.map(({ label, family, verdict, reason, nodesInEffect, nodesInAll, inZoneShare }) => ({
      port: label,
      family,
      verdict,
      reason: reason.key,
      text: say(reason),
      nodesInEffect,
      nodesInAll,
      ...(inZoneShare !== undefined && { inZoneShare }),
    })),
    rules: view.rules.map(({ text, nodes: { value, live }, example }) => ({
      text: say(text),
      nodes: value,
      ...(live !== undefined && { liveNodes: live }),
      example,
    })),
    crossing: view.crossing.map(({ text, share }) => ({ text: say(text), ...(share !== undefined && { share }) })),
    ...(view.difference !== undefined && {
      difference: { zones: view.difference.zones, likelyCause: say(view.difference.likelyCause) },
    }),
    dataPlanes: view.worthKnowing.filter(isOfDataPlane).map(say),
    worthKnowing: view.worthKnowing.map(say),
  };
}

/** Data planes have a part of their own. */
function isOfDataPlane({ key }: Text): boolean {
  return key.startsWith('know.data-plane.');
}

/** What goes and comes, and how the Service stands then; the title says its verdict already. */
function predictedInWords(answer: ServiceAnswer): readonly string[] {
  const { outcome, headline } = whatIfView(answer, DEFAULT_URL_STATE);
  return [...outcome, ...headline.slice(1)].map(say);
}

/** What the range of the pods' autoscaler does to the hints; undefined where none was read, or none scales them. */
function autoscalerInWords(analysis: Analysis) {
  const range = autoscalerRange(analysis);
  const texts = autoscalerView(analysis)?.texts.map(say);
  if (texts === undefined || range === undefined) return texts && { texts };
  const { name, minReplicas, maxReplicas } = range.autoscaler;
  return { name, minReplicas, maxReplicas, counts: range.counts, withoutHints: range.without, texts };
}

type Words = ReturnType<typeof inWords>;

function linesOf(view: WhyView): readonly string[] {
  const words = inWords(view);
  const more = view.cause.more === 0 ? [] : [`  and ${view.cause.more} more`];
  return [
    `${words.title}: ${words.summary}`,
    ...kubernetesLines(words),
    `Cause: ${words.cause}`,
    ...words.objects.map(({ kind, name, field }) => `  ${kind} ${name}${field === undefined ? '' : ` ${field}`}`),
    ...more,
    ...(words.fix === undefined ? [] : [`Fix: ${words.fix.text}`, ...words.fix.commands.map(indented)]),
    ...titled(
      'Ports and families:',
      words.ports.map(({ port, family, verdict, text, nodesInEffect, nodesInAll }) => {
        return `${port} ${family}: ${verdict}, on ${nodesInEffect} of ${nodesInAll} nodes: ${text}`;
      }),
    ),
    ...titled(
      'Rules in force:',
      words.rules.map(
        ({ text, nodes, example }) => `${nodes} ${nodes === 1 ? 'node' : 'nodes'}, such as ${example}: ${text}`,
      ),
    ),
    ...titled('Data planes:', words.dataPlanes),
    ...titled('Hints are on, and traffic crosses zones still:', words.crossing.map(crossingLine)),
    ...differenceLines(words),
  ];
}

function kubernetesLines({ kubernetesSays }: Words): readonly string[] {
  if (kubernetesSays.length === 0) return [`Kubernetes: ${SILENT}`];
  return kubernetesSays.flatMap(({ source, words, note }) => [
    `Kubernetes (${source}): ${words}`,
    ...(note === undefined ? [] : [indented(note)]),
  ]);
}

function crossingLine({ text, share }: Words['crossing'][number]): string {
  return share === undefined ? text : `${formatPercent(share, 'en')} ${text}`;
}

function differenceLines({ difference }: Words): readonly string[] {
  if (difference === undefined) return [];
  const counts = difference.zones.map(
    ({ zone, expected, actual }) => `${zone === '' ? 'no hint' : zone}: ${actual}, by the rules ${expected}`,
  );
  return titled('The hints are not those that the rules predict:', [...counts, difference.likelyCause]);
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(indented)];
}

function indented(line: string): string {
  return `  ${line}`;
}
