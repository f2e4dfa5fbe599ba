import type { PortAnalysis } from '#lib/diagnose/analysis.ts';
import type { ProxyReason } from '#lib/proxy-filter/proxy-reasons.ts';

/** The nodes whose kube-proxy came to its list for this reason, by name. */
export function nodesByReason(port: PortAnalysis | undefined, reason: ProxyReason): readonly string[] {
  if (port === undefined) return [];
  return [...port.classByNode]
    .flatMap(([name, index]) => (port.classes[index]?.reason === reason ? [name] : []))
    .sort();
}
