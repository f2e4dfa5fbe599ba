import { analyse } from '#lib/diagnose/analyse.ts';
import type { Analysis, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { whole } from '#lib/diagnose/port-loads.ts';
import { serviceMode } from '#lib/diagnose/service-mode.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { Change, ServiceMode } from '#lib/model/scenario.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** Chooses the port that is compared: the same in every mode. */
export type PickPort = (analysis: Analysis) => PortAnalysis | undefined;

/** How a Service would do in one mode. */
export interface ModeOutcome {
  readonly mode: ServiceMode;
  /** False where no program of this cluster grants it; the rest then shows what asking for it all the same would bring. */
  readonly available: boolean;
  readonly verdict: Verdict;
  /** Part of the clients (0..1) that dials nothing. */
  readonly stranded: number;
  /** Zones with clients of which nothing can stay at home, in sorted order. */
  readonly uncoveredZones: readonly string[];
  /** Each zone lost by itself, once its nodes are NotReady; the worst first. */
  readonly losses: readonly ZoneLoss[];
}

export interface ZoneLoss {
  readonly zone: string;
  readonly verdict: Verdict;
  /** Part of the clients that are left (0..1) which dials nothing: nodes that are lost send nothing. */
  readonly stranded: number;
}

/**
 * The modes that a Service can ask for, each as a what-if of this very mode predicts it, one step for each prediction so
 * that a page can look up in between.
 */
export function* compareModes(input: ServiceInput, pick: PickPort): Generator<void, readonly ModeOutcome[]> {
  const outcomes: ModeOutcome[] = [];
  const { controllerRules } = input.context;
  for (const mode of comparedModes(controllerRules, serviceMode(input.service, controllerRules).mode)) {
    const { analysis, verdict, stranded } = outcomeOf(input, [{ kind: 'mode', mode }], pick);
    yield;
    const losses: ZoneLoss[] = [];
    for (const { zone, nodes } of analysis.zones) {
      if (zone === undefined || nodes === 0) continue;
      const lost = outcomeOf(
        input,
        [
          { kind: 'mode', mode },
          { kind: 'zone-down', zone, phase: 'notready' },
        ],
        pick,
      );
      losses.push({ zone, verdict: lost.verdict, stranded: lost.stranded });
      yield;
    }
    const available = isAvailable(mode, input.context);
    outcomes.push({
      mode,
      available,
      verdict,
      stranded,
      uncoveredZones: uncoveredZones(pick(analysis)),
      losses: losses.sort(worstFirst),
    });
  }
  return outcomes;
}

/**
 * off, Auto, the zone mode, PreferSameNode and Local. The zone mode goes by the name that the Service has it under, else by
 * the newest one that this version grants: it may know PreferSameZone and have its gate off.
 */
function comparedModes({ trafficDistributions }: ControllerRules, current: ServiceMode): readonly ServiceMode[] {
  const rule = (value: string) => trafficDistributions.find((known) => known.value === value);
  const isOlder = rule('PreferSameZone')?.accepted !== true && rule('PreferClose') !== undefined;
  const zoneMode = isOlder || current === 'PreferClose' ? 'PreferClose' : 'PreferSameZone';
  return ['off', 'Auto', current === 'PreferSameZone' ? current : zoneMode, 'PreferSameNode', 'Local'];
}

function outcomeOf(input: ServiceInput, changes: readonly Change[], pick: PickPort) {
  const analysis = analyse(predict(input, changes).input);
  const port = pick(analysis);
  const classes = port?.classes ?? [];
  let stranded = 0;
  for (const { weight, backends } of classes) if (backends.length === 0) stranded += weight;
  // Where nothing is left to dial it does not matter that no client may be left either.
  const isEmpty = classes.length > 0 && classes.every(({ backends }) => backends.length === 0);
  return { analysis, verdict: port?.verdict ?? analysis.verdict, stranded: isEmpty ? 1 : whole(stranded) };
}

function isAvailable(mode: ServiceMode, { controllerRules, defaultProxyRules }: ServiceInput['context']): boolean {
  if (mode === 'off') return true;
  if (mode === 'Auto') return controllerRules.hasTopologyCache;
  if (mode === 'Local') return defaultProxyRules.internalTrafficPolicy;
  return controllerRules.trafficDistributions.some(({ value, accepted }) => value === mode && accepted);
}

function uncoveredZones(port: PortAnalysis | undefined): readonly string[] {
  const covered = new Set<string>();
  const zones = new Set<string>();
  for (const { zone, weight, inZone } of port?.classes ?? []) {
    if (zone === undefined || weight === 0) continue;
    zones.add(zone);
    if (inZone > 0) covered.add(zone);
  }
  return [...zones].filter((zone) => !covered.has(zone)).sort();
}

/** First where the most clients dial nothing, then by the largest load. */
function worstFirst(left: ZoneLoss, right: ZoneLoss): number {
  return (
    right.stranded - left.stranded ||
    (right.verdict.largestLoad ?? 0) - (left.verdict.largestLoad ?? 0) ||
    (left.zone < right.zone ? -1 : 1)
  );
}
