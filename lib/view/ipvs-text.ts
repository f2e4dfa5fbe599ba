import type { Analysis } from '#lib/diagnose/analysis.ts';
import { printIpvs } from '#lib/proxy-text/print-ipvs.ts';

/** The Service on one node as `ipvsadm -ln` prints it there; '' for a node that is not of the cluster. */
export function ipvsText({ input, routing }: Analysis, node: string): string {
  const index = input.context.question.nodes.findIndex(({ name }) => name === node);
  if (index < 0) return '';
  return printIpvs({ services: [{ service: input.service, routing }], node: { name: node, index } });
}
