import type { GuideContext } from '#lib/demo/worlds/world.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { gateStage, gatesInForce } from '#lib/kube-version/feature-gates.ts';
import type { Program } from '#lib/model/gates.ts';

/** How the tutorial ends under the rules in use. */
export type Outcome = 'hints' | 'no-hints' | 'no-hints-event' | 'gate-off';

const GATE = 'TopologyAwareHints';
const PROGRAMS: readonly Program[] = ['api-server', 'controller', 'kube-proxy'];

/**
 * With the gate off in any program there is no zone routing. Where the control-plane node does not count, the zones
 * have CPU 1:2, which neither four nor two endpoints can satisfy; newer controllers say so in an Event.
 */
export function tutorialOutcome({ version, gates }: GuideContext): Outcome {
  const isOn = (program: Program) =>
    gatesInForce({ version, program, overrides: gates })[GATE] === true || gateStage(version, GATE) === 'gone-on';
  if (!PROGRAMS.every(isOn)) return 'gate-off';
  const rules = controllerRulesOf(version, gatesInForce({ version, program: 'controller', overrides: gates }));
  if (rules.countsControlPlaneNodes) return 'hints';
  return rules.writesEvents ? 'no-hints-event' : 'no-hints';
}
