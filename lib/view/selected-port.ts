import type { Analysis, ClientClass, PortAnalysis } from '#lib/diagnose/analysis.ts';
import type { TrafficOrigin, UrlState } from '#lib/view/url-state.ts';

/** The part of the URL that chooses among a Service's ports and families. */
export type PortChoice = Pick<UrlState, 'port' | 'family'>;

/**
 * The Service port and family that the URL names, by the port's name or number; the first where it names none, or one
 * that the Service has not. Undefined for a Service that kube-proxy serves no port of.
 */
export function selectedPort(analysis: Analysis, { port, family }: PortChoice): PortAnalysis | undefined {
  const ofFamily = analysis.ports.filter((candidate) => candidate.family === family);
  const candidates = ofFamily.length > 0 ? ofFamily : analysis.ports.filter(isOfFirstFamily(analysis));
  return (
    candidates.find((candidate) => candidate.port.name === port) ??
    candidates.find((candidate) => String(candidate.port.port) === port) ??
    candidates[0]
  );
}

/** How the URL names a port: its name, or its number where it has none. */
export function portValue(port: { readonly name: string; readonly port: number }): string {
  return port.name === '' ? String(port.port) : port.name;
}

/** What a class dials for traffic of this origin. */
export function backendsOf(clientClass: ClientClass, origin: TrafficOrigin): readonly number[] {
  return origin === 'outside' ? (clientClass.outside ?? clientClass.backends) : clientClass.backends;
}

function isOfFirstFamily(analysis: Analysis): (candidate: PortAnalysis) => boolean {
  const [first] = analysis.ports;
  return (candidate) => candidate.family === first?.family;
}
