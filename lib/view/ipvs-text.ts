import type { Analysis } from '#lib/diagnose/analysis.ts';

/** The Service on one node as `ipvsadm -ln` prints it; '' until the printer of lib/proxy-text is there. */
export function ipvsText(_analysis: Analysis, _node: string): string {
  return '';
}
