import type { SweepScenario } from '#lib/diagnose/sweep.ts';
import { DEFAULT_MIX } from '#lib/model/client-mix.ts';
import { parseServiceKey } from '#lib/model/names.ts';
import { parseVersion } from '#lib/model/version.ts';
import { parseChanges } from '#lib/scenario/change-grammar.ts';
import { parseDataPlanes } from '#lib/scenario/data-plane-grammar.ts';
import { parseGateOverrides } from '#lib/scenario/gate-grammar.ts';
import { parseMix } from '#lib/scenario/mix-grammar.ts';
import { readParameters } from '#lib/server/guard/read-parameters.ts';

export type ReadScenario = { readonly scenario: SweepScenario } | { readonly problem: string };

const PARAMETERS = ['what-if', 'gates', 'mix', 'data-plane', 'minor', 'service'] as const;
/** Each change costs a prediction of every Service. */
const MOST_CHANGES = 20;

/** Reads what a viewer supposes from a query; unlike the page, which names what it leaves out, this refuses it. */
export function readScenario(request: { readonly url: string }): ReadScenario {
  const parameters = readParameters(request, PARAMETERS);
  if (parameters === undefined) return { problem: 'The query is not understood.' };
  const { minor, service } = parameters;
  const whatIf = parseChanges(parameters['what-if'] ?? '');
  const gates = parseGateOverrides(parameters.gates ?? '');
  const dataPlanes = parseDataPlanes(parameters['data-plane'] ?? '');
  const mix = parameters.mix === undefined ? { mix: DEFAULT_MIX } : parseMix(parameters.mix);
  const problem = [
    ...[...whatIf.problems, ...gates.problems, ...dataPlanes.problems].map(
      () => 'what-if, gates or data-plane has a part that cannot be read.',
    ),
    ...('problem' in mix ? ['mix cannot be read.'] : []),
    ...(whatIf.changes.length > MOST_CHANGES ? [`what-if takes at most ${MOST_CHANGES} changes.`] : []),
    ...(minor === undefined || parseVersion(minor) !== undefined ? [] : ['minor takes a version, such as 1.36.']),
    ...(service === undefined || parseServiceKey(service) !== undefined ? [] : ['service takes NAMESPACE/NAME.']),
  ][0];
  if (problem !== undefined || 'problem' in mix) return { problem: problem ?? 'mix cannot be read.' };
  return {
    scenario: {
      whatIf: whatIf.changes,
      gates: gates.overrides,
      dataPlanes: dataPlanes.overrides,
      mix: mix.mix,
      ...(minor === undefined ? {} : { minor }),
      ...(service === undefined ? {} : { service }),
    },
  };
}
