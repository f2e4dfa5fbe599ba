import { analyse } from '#lib/diagnose/analyse.ts';
import type { Analysis, ClientClass, PortAnalysis } from '#lib/diagnose/analysis.ts';
import type { PickPort } from '#lib/diagnose/compare-modes.ts';
import type { Text } from '#lib/model/text.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** What some nodes dial under one version, and by which rule. */
export interface DialledUnder {
  readonly dials: number;
  readonly inZone: number;
  readonly reason: Text;
}

/** Nodes that dial something else under the other version, or for another reason. */
export interface NodeDifference {
  readonly zone?: string;
  readonly nodes: number;
  readonly example: string;
  readonly before: DialledUnder;
  readonly after: DialledUnder;
  /** True where the endpoints differ, and not only the rule. */
  readonly dialsOthers: boolean;
}

export interface VersionComparison {
  readonly before: Verdict;
  readonly after: Verdict;
  /** The most nodes first, those that dial others before those that do not. */
  readonly differences: readonly NodeDifference[];
  /** Texts for what cannot be predicted; the comparison then says nothing. */
  readonly refused: readonly Text[];
}

/**
 * The same cluster with every program of another version, after the Service's next sync there: for which nodes an upgrade
 * changes what they dial. Both sides are what the rules would leave after a sync, so that hints which only wait for one
 * are no difference of the versions.
 */
export function compareVersions(input: ServiceInput, version: string, pick: PickPort): VersionComparison {
  const now = predict(input, []);
  const then = predict(input, [{ kind: 'kubernetes', version }]);
  const before = analyse(now.input);
  const after = analyse(then.input);
  return {
    before: pick(before)?.verdict ?? before.verdict,
    after: pick(after)?.verdict ?? after.verdict,
    differences: differencesOf(before, after, pick),
    refused: then.refused,
  };
}

function differencesOf(before: Analysis, after: Analysis, pick: PickPort): readonly NodeDifference[] {
  const portBefore = pick(before);
  const portAfter = pick(after);
  if (portBefore === undefined || portAfter === undefined) return [];
  const groups = new Map<string, { nodes: number; readonly example: string }>();
  for (const { name } of before.nodes) {
    const key = `${portBefore.classByNode.get(name)} ${portAfter.classByNode.get(name)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { nodes: 1, example: name });
    else group.nodes += 1;
  }
  return [...groups]
    .flatMap(([key, group]) => {
      const [left = -1, right = -1] = key.split(' ').map(Number);
      const difference = differenceOf([portBefore, left], [portAfter, right]);
      return difference === undefined ? [] : [{ ...difference, ...group }];
    })
    .sort((left, right) => Number(right.dialsOthers) - Number(left.dialsOthers) || right.nodes - left.nodes);
}

type ClassOfPort = readonly [PortAnalysis, number];

function differenceOf(left: ClassOfPort, right: ClassOfPort): Omit<NodeDifference, 'nodes' | 'example'> | undefined {
  const before = left[0].classes[left[1]];
  const after = right[0].classes[right[1]];
  if (before === undefined || after === undefined) return undefined;
  const dialsOthers = idsOf(left[0], before) !== idsOf(right[0], after);
  if (!dialsOthers && before.reason === after.reason) return undefined;
  const { zone } = before;
  return { ...(zone === undefined ? {} : { zone }), before: sideOf(before), after: sideOf(after), dialsOthers };
}

function idsOf({ endpoints }: PortAnalysis, { backends }: ClientClass): string {
  return backends
    .map((index) => endpoints[index]?.id ?? '')
    .sort()
    .join();
}

function sideOf({ backends, inZone, reason, reasonValues }: ClientClass): DialledUnder {
  return { dials: backends.length, inZone, reason: { key: reason, values: reasonValues } };
}
