import { formatPercent } from '#lib/messages/format-number.ts';
import type { Language } from '#lib/messages/language.ts';
import type { MessageKey } from '#lib/messages/message-key.ts';
import { translate } from '#lib/messages/translate.ts';
import { formatMoment } from '#lib/model/moment.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Text } from '#lib/model/text.ts';
import type { NodeView } from '#lib/view/node-types.ts';
import type { CommandsView, HeadlineView, Predicted, WhyView } from '#lib/view/view-types.ts';
import type { WhatIfView } from '#lib/view/what-if-types.ts';

/** What the page shows, for somebody who does not have it open. */
export interface TicketInput {
  readonly headline: HeadlineView;
  readonly why: WhyView;
  /** The pinned node, if there is one. */
  readonly node: NodeView | undefined;
  readonly commands: CommandsView;
  /** Absent while no what-if is on. */
  readonly whatIf: WhatIfView | undefined;
  readonly context: string;
  /** `1.34`, the minor whose rules were used. */
  readonly rules: string;
  readonly time: EpochMillis;
  readonly link: string;
}

/** A summary in Markdown: verdict, cause and fix, the zones, the pinned node's backends, commands and the link. */
export function ticketMarkdown(input: TicketInput, language: Language): string {
  const words = wordsIn(language);
  return [
    titlePart(input, words),
    predictionPart(input, words),
    whyPart(input, words),
    zonesPart(input, words),
    nodePart(input, words),
    commandsPart(words.say('ticket-commands'), input.commands.show, words),
    commandsPart(words.say('ticket-apply'), input.commands.apply, words),
    `[${words.say('ticket-link')}](<${input.link}>)\n\n_${words.say('computed-not-measured')}_\n`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

interface TicketWords {
  readonly language: Language;
  readonly say: (key: MessageKey, values?: Text['values']) => string;
  readonly sayText: (text: Text) => string;
  readonly percent: (share: number) => string;
}

function wordsIn(language: Language): TicketWords {
  return {
    language,
    say: (key, values) => translate({ key, ...(values !== undefined && { values }) }, language),
    sayText: (text) => translate(text, language),
    percent: (share) => formatPercent(share, language),
  };
}

/** What is predicted never stands there as if it were so: what is live is said with it. */
function besideLive(
  { value, live }: Predicted<number>,
  { say }: TicketWords,
  write: (number: number) => string = String,
): string {
  return live === undefined ? write(value) : `${write(value)} (${say('live-value', { value: write(live) })})`;
}

function titleOf({ headline, why, whatIf }: TicketInput, { say, sayText }: TicketWords): string {
  const { key: service, verdict, liveVerdict = verdict } = headline;
  const values = { service, verdict: sayText(why.title) };
  return whatIf === undefined
    ? say('ticket-title', values)
    : say('ticket-title-predicted', { ...values, live: say(`verdict-${liveVerdict}`) });
}

function titlePart(input: TicketInput, words: TicketWords): string {
  const { headline, whatIf, context, rules, time } = input;
  const { say, sayText, percent } = words;
  const share = headline.inZoneShare;
  const mode = headline.modeSource === undefined ? '' : ` (${code(headline.modeSource)})`;
  const facts: readonly (readonly [string, string])[] = [
    [say('ticket-cluster'), context],
    [say('ticket-rules'), rules],
    [say('ticket-time'), formatMoment(time)],
    ...(whatIf === undefined
      ? []
      : [[say('what-if'), whatIf.changes.map(({ text }) => sayText(text)).join('; ')] as const]),
    [say('mode'), `${sayText(headline.mode)}${mode}`],
    [say('in-effect'), `${besideLive(headline.nodesInEffect, words)} ${sayText(headline.ofNodes)}`],
    ...(share === undefined
      ? []
      : [[sayText(headline.inZone), `${besideLive(share, words, percent)}, ${sayText(headline.clientMix)}`] as const]),
  ];
  return [`## ${titleOf(input, words)}\n`, ...facts.map(([name, value]) => `- **${name}**: ${value}`), ''].join('\n');
}

function predictionPart({ whatIf }: TicketInput, { say, sayText }: TicketWords): string {
  if (whatIf === undefined) return '';
  const lines = [...whatIf.outcome, ...whatIf.headline, ...whatIf.assumptions].map(sayText);
  return section(
    say('ticket-what-if'),
    lines.map((line) => `- ${line}`),
  );
}

function whyPart({ why }: TicketInput, { say, sayText }: TicketWords): string {
  const says =
    why.kubernetesSays.length === 0
      ? [say('kubernetes-says-nothing')]
      : why.kubernetesSays.flatMap(({ source, words, note }) => [
          `${sayText(source)}: ${code(words)}${note === undefined ? '' : ` ${sayText(note)}`}`,
        ]);
  const objects = why.cause.objects.map(({ kind, name, field }) => code([kind, name, field].filter(Boolean).join(' ')));
  return section(say('tab-why'), [
    ...says.map((line) => `- **${say('kubernetes-says')}**: ${line}`),
    `- **${say('cause')}**: ${sayText(why.cause.text)}${objects.length === 0 ? '' : ` (${objects.join(', ')})`}`,
    ...(why.fix === undefined ? [] : [`- **${say('fix')}**: ${sayText(why.fix.text)}`]),
    ...(why.fix === undefined || why.fix.commands.length === 0 ? [] : ['', fence(why.fix.commands)]),
  ]);
}

function zonesPart({ why }: TicketInput, words: TicketWords): string {
  const { say, percent } = words;
  const rows = why.zones.map(({ zone, nodes, cpuShare, endpoints, hinted, load }) => [
    zone ?? say('no-zone'),
    besideLive(nodes, words),
    cpuShare === undefined ? '' : besideLive(cpuShare, words, percent),
    besideLive(endpoints, words),
    besideLive(hinted, words),
    load === undefined ? '' : besideLive(load, words, (value) => `${Math.round(value * 100) / 100}×`),
  ]);
  const head = [say('zone'), say('nodes'), say('cpu'), say('endpoints'), say('hinted'), say('load')];
  return section(say('ticket-per-zone'), [table(head, rows)]);
}

function nodePart({ node }: TicketInput, { say, percent }: TicketWords): string {
  if (node === undefined) return '';
  const rows = node.ports.flatMap(({ title, backends }) =>
    backends.length === 0
      ? [[title, say('dials-nothing'), '', '', '']]
      : backends.map((backend) => [
          title,
          `${backend.address} ${backend.name}`,
          backend.nodeName,
          backend.zone ?? say('no-zone'),
          percent(backend.share),
        ]),
  );
  const name = node.zone === undefined ? node.name : `${node.name} (${node.zone})`;
  const head = [say('address'), say('endpoint'), say('node'), say('zone'), say('share')];
  return section(say('ticket-backends', { node: name }), [table(head, rows)]);
}

function commandsPart(title: string, commands: CommandsView['show'], { sayText }: TicketWords): string {
  if (commands.length === 0) return '';
  const lines = commands.flatMap(({ about, command }) => [`# ${sayText(about)}`, command]);
  return section(title, [fence(lines)]);
}

function section(title: string, lines: readonly string[]): string {
  return `### ${title}\n\n${lines.join('\n')}\n`;
}

/** A bar would end the cell, a line break the row. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** With a longer fence than any in it, so that nothing from the cluster ends it. */
function code(text: string): string {
  const fenceOf = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fenceOf}${pad}${text.replaceAll('\n', ' ')}${pad}${fenceOf}`;
}

function fence(lines: readonly string[]): string {
  const text = lines.join('\n');
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}sh\n${text}\n${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
