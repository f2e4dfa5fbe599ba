import type { Analysis, PortAnalysis } from '#lib/diagnose/analysis.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { portValue } from '#lib/view/selected-port.ts';
import type { PortVerdictView } from '#lib/view/view-types.ts';

/** The verdict of each port and family where any differs from the others; else none, since one says it all. */
export function portVerdicts(
  { ports }: Pick<Analysis, 'ports'>,
  selected: PortAnalysis | undefined,
): readonly PortVerdictView[] {
  if (new Set(ports.map(({ verdict }) => whatIsSaid(verdict))).size < 2) return [];
  return ports.map((one) => {
    const { port, family, verdict } = one;
    return {
      port: portValue(port),
      label: [port.name, `${port.port}/${port.protocol}`].join(' ').trim(),
      family,
      verdict: verdict.state,
      reason: { key: verdict.reason, values: verdict.reasonValues },
      nodesInEffect: verdict.nodesInEffect,
      nodesInAll: verdict.nodesInAll,
      ...(verdict.inZoneShare === undefined ? {} : { inZoneShare: verdict.inZoneShare }),
      selected: one === selected,
    };
  });
}

function whatIsSaid({ state, reason, nodesInEffect, inZoneShare }: Verdict): string {
  return [state, reason, nodesInEffect, inZoneShare].join();
}
