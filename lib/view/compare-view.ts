import { compareModes, type ModeOutcome, type PickPort, type ZoneLoss } from '#lib/diagnose/compare-modes.ts';
import { compareVersions, type NodeDifference } from '#lib/diagnose/compare-versions.ts';
import type { Flip } from '#lib/diagnose/flip-scene.ts';
import { nearestFlips } from '#lib/diagnose/nearest-flips.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { Change, ServiceMode } from '#lib/model/scenario.ts';
import type { Text } from '#lib/model/text.ts';
import type { VerdictState } from '#lib/model/verdict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { withPods } from '#lib/scenario/stand-in-pods.ts';
import { type CompareKey, compareText } from '#lib/view/compare-keys.ts';
import { mixText } from '#lib/view/mix-text.ts';
import { selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';

export interface ModeRowView {
  readonly mode: ServiceMode;
  /** The mode of the answer shown. */
  readonly current: boolean;
  readonly available: boolean;
  readonly verdict: VerdictState;
  readonly inZoneShare?: number;
  readonly largestLoad?: number;
  readonly idleEndpoints: number;
  /** What is wrong with it, and what the loss of the worst zone does. */
  readonly notes: readonly Text[];
  readonly loss?: Text;
}

export interface FlipView {
  readonly text: Text;
  /** To try it as a what-if; absent where there is no such change. */
  readonly change?: Change;
}

export interface VersionView {
  readonly version: string;
  readonly before: VersionSideView;
  readonly after: VersionSideView;
  readonly differences: readonly NodeDifference[];
}

interface VersionSideView {
  readonly verdict: VerdictState;
  readonly nodesInEffect: number;
  readonly nodesInAll: number;
  readonly inZoneShare?: number;
}

export interface CompareView {
  /** Named beside all shares and loads. */
  readonly mix: Text;
  readonly modes: readonly ModeRowView[];
  /** Where the pods are not known. */
  readonly assumption?: Text;
  /** Absent for a Service that asks for no hints. */
  readonly flips?: { readonly hints: boolean; readonly nearest: readonly FlipView[] };
  readonly version: VersionView;
}

/**
 * Everything of the Compare tab, in steps between which a page may look up. It starts from what is shown: a what-if
 * that is on holds in every row.
 */
export function* compareView(answer: ServiceAnswer, url: UrlState): Generator<void, CompareView> {
  const { analysis } = answer;
  const { input, standsIn } = withPods(analysis.input);
  const pick: PickPort = (other) => selectedPort(other, url);
  const mix = mixText(input.clients);
  const version = versionView(input, comparedVersion(answer, url), pick);
  yield;
  const flips = yield* nearestFlips(analysis);
  const modes = yield* compareModes(input, pick);
  return {
    mix,
    modes: modes.map((outcome) => modeRow(outcome, analysis.mode)),
    ...(standsIn ? { assumption: compareText('compare.stand-ins') } : {}),
    version,
    ...(flips === undefined ? {} : { flips: { hints: flips.hints, nearest: flips.flips.map(flipView) } }),
  };
}

/** The minors that the rules know, oldest first. */
export const COMPARABLE_VERSIONS: readonly string[] = Array.from(
  { length: NEWEST_MINOR - OLDEST_MINOR + 1 },
  (_, index) => `1.${OLDEST_MINOR + index}`,
);

/** The version that the URL names, else the minor after the one in force, else the one before. */
export function comparedVersion({ analysis }: ServiceAnswer, { upgrade }: Pick<UrlState, 'upgrade'>): string {
  const { minor } = analysis.input.context.version;
  return upgrade ?? `1.${minor < NEWEST_MINOR ? Math.max(minor + 1, OLDEST_MINOR) : NEWEST_MINOR - 1}`;
}

function versionView(input: ServiceInput, version: string, pick: PickPort): VersionView {
  const { before, after, differences } = compareVersions(input, version, pick);
  return { version, before: sideOf(before), after: sideOf(after), differences };
}

function sideOf(verdict: ModeOutcome['verdict']): VersionSideView {
  const { state, nodesInEffect, nodesInAll, inZoneShare } = verdict;
  return { verdict: state, nodesInEffect, nodesInAll, ...(inZoneShare === undefined ? {} : { inZoneShare }) };
}

function modeRow(outcome: ModeOutcome, current: ServiceMode): ModeRowView {
  const { mode, available, verdict, stranded, uncoveredZones, losses } = outcome;
  const { state, inZoneShare, largestLoad, idleEndpoints } = verdict;
  const [worst] = losses;
  return {
    mode,
    current: mode === current,
    available,
    verdict: state,
    ...(inZoneShare === undefined ? {} : { inZoneShare }),
    ...(largestLoad === undefined ? {} : { largestLoad: round(largestLoad) }),
    idleEndpoints,
    notes: [
      ...(stranded === 0 ? [] : [compareText('compare.stranded', { share: stranded })]),
      ...(uncoveredZones.length === 0
        ? []
        : [compareText('compare.uncovered', { zones: uncoveredZones.join(', '), count: uncoveredZones.length })]),
    ],
    ...(worst === undefined ? {} : { loss: lossText(worst) }),
  };
}

function lossText({ zone, stranded, verdict }: ZoneLoss): Text {
  if (stranded === 1) return compareText('compare.loss-none', { zone });
  const load = round(verdict.largestLoad ?? 0);
  return stranded > 0
    ? compareText('compare.loss-stranded', { zone, share: stranded })
    : compareText('compare.loss', { zone, load, share: verdict.inZoneShare ?? 0 });
}

function flipView(flip: Flip): FlipView {
  const { values, change } = flip;
  return { text: compareText(flipKey(flip), values), ...(change === undefined ? {} : { change }) };
}

function flipKey({ kind, values }: Flip): CompareKey {
  if (kind === 'node-relabelled' && values['zone'] !== '') return 'flip.node-labelled';
  if (kind === 'node-lost' && values['zone'] === '') return 'flip.node-lost-no-zone';
  // Where unready endpoints count, none goes with its node.
  if (kind === 'node-lost' && values['endpoints'] === undefined) return 'flip.node-lost-alone';
  return `flip.${kind}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
