import { type AnsweredService, answerQuery, anyFails } from '#lib/cli/answer-query.ts';
import type { CommandAnswer } from '#lib/cli/command-answer.ts';
import { printTable } from '#lib/cli/print-table.ts';
import { parseQueryOptions, SHARED_USAGE } from '#lib/cli/query-options.ts';
import { printIpvs } from '#lib/proxy-text/print-ipvs.ts';
import { nodeView } from '#lib/view/node-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { NodeView } from '#lib/view/view-types.ts';

export const BACKENDS_USAGE = `Usage: zonescope backends --node NAME [--service NAMESPACE/NAME] [options]

  What a node's kube-proxy lets it dial for a Service, or for every Service.

  -o, --output FORMAT      table, json or ipvs (as ipvsadm -ln prints it)
${SHARED_USAGE}`;

/** `zonescope backends`. @throws Error in one sentence. */
export async function backends(args: readonly string[]): Promise<CommandAnswer> {
  const options = parseQueryOptions(args, ['table', 'json', 'ipvs']);
  if (options.help) return { text: BACKENDS_USAGE, isFinding: false };
  const { node } = options;
  if (node === undefined) throw new Error('Cannot answer: backends needs --node NAME; --help lists the options');
  const answered = await answerQuery(options);
  const views = answered.flatMap(({ key, answer }) => {
    const view = nodeView(answer, { ...DEFAULT_URL_STATE, node });
    return view === undefined ? [] : [{ key, view }];
  });
  const textByOutput = {
    json: () => JSON.stringify(views.map(toJson), null, 2),
    ipvs: () => ipvsOf(answered, node),
    table: () => tableOf(views),
  };
  return { text: textByOutput[options.output](), isFinding: anyFails(answered, options) };
}

interface NodeAnswer extends Pick<AnsweredService, 'key'> {
  readonly view: NodeView;
}

function toJson({ key, view }: NodeAnswer) {
  const ports = view.ports.map(({ title, portName, backends, outside }) => ({
    port: title,
    ...(portName !== '' && { name: portName }),
    backends,
    ...(outside !== undefined && { outside }),
  }));
  return { service: key, node: view.name, ...(view.zone !== undefined && { zone: view.zone }), ports };
}

/** One text over all Services, as one node prints it. */
function ipvsOf(answered: readonly AnsweredService[], node: string): string {
  const analyses = answered.map(({ answer }) => answer.analysis);
  const index = analyses[0]?.input.context.question.nodes.findIndex(({ name }) => name === node) ?? -1;
  const services = analyses.map(({ input, routing }) => ({ service: input.service, routing }));
  // A node that a what-if took away dials nothing.
  return printIpvs({ services: index < 0 ? [] : services, node: { name: node, index } }).replace(/\n$/, '');
}

function tableOf(views: readonly NodeAnswer[]): string {
  const rows = views.flatMap(({ key, view }) =>
    view.ports.flatMap(({ title, portName, backends: dialled }) => {
      const port = portName === '' ? title : `${title} (${portName})`;
      if (dialled.length === 0) return [[key, port, '<none>', '', '', '', '']];
      return dialled.map((backend) => [
        key,
        port,
        backend.address,
        backend.name,
        backend.nodeName,
        backend.zone ?? '<none>',
        `${Math.round(backend.share * 100)}%`,
      ]);
    }),
  );
  return printTable(['SERVICE', 'PORT', 'ENDPOINT', 'POD', 'NODE', 'ZONE', 'SHARE'], rows);
}
