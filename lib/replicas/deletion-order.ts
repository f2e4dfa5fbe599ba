import type { Pod } from '#lib/model/pod.ts';
import { type Component, componentsOf } from '#lib/replicas/deletion-components.ts';
import { likelyFirst } from '#lib/replicas/deletion-outcomes.ts';
import {
  byCodeUnits,
  firstDifference,
  type RankedPod,
  rankPods,
  reasonOf,
  type ScaleDownInput,
  type ScaleDownReason,
} from '#lib/replicas/deletion-rank.ts';

/** What a scale-down deletes, and how sure that is. */
export interface ScaleDown {
  /** One likely set, in the order in which the controller would choose them. */
  readonly victims: readonly Pod[];
  /** Deleted whatever the order of the controller's list. */
  readonly sure: readonly Pod[];
  /** So many of these go too, and nothing that Kubernetes knows says which. Absent when the set is certain. */
  readonly anyOf?: { readonly take: number; readonly from: readonly Pod[] };
  /** True when the set of victims (not always their order) is certain. */
  readonly deterministic: boolean;
  /** Why the set, or at least its order, is open: pods tie; the comparison runs in a circle; all go, unsorted. */
  readonly why?: 'tie' | 'cycle' | 'all';
  /** By pod name: the rule that sets this victim apart from the first pod that stays. */
  readonly reasonByPod: ReadonlyMap<string, ScaleDownReason>;
}

/** Every scale-down of one ReplicaSet at one moment: sorted once, asked for any number. */
export interface DeletionOrder {
  /** The active pods in one likely order; the first goes first. */
  readonly pods: readonly Pod[];
  /** At each number of deleted pods, 0 to all: is the set of victims certain? */
  readonly isCertainByCount: readonly boolean[];
  readonly deleting: (count: number) => ScaleDown;
}

/** All passes of the controller, one after the other. */
interface Ranking {
  readonly ranked: readonly RankedPod[];
  /** The component at each place; `from` counts over all passes. */
  readonly componentByPlace: readonly Component[];
  /** From this place on it depends on chance which pods a pass left to the next one. */
  readonly openFrom: number;
}

/**
 * Ranks the active pods as `getPodsToDelete` does (pkg/controller/replicaset). At most `rules.burst` pods go in one
 * sync; the next one ranks what is left anew.
 */
export function deletionOrder(input: ScaleDownInput): DeletionOrder {
  const ranking = rankingOf(input);
  const total = ranking.ranked.length;
  const deletionByCount = new Map<number, ScaleDown>();
  return {
    pods: ranking.ranked.map(({ pod }) => pod),
    get isCertainByCount() {
      return Array.from({ length: total + 1 }, (_, count) => isCertain(ranking, count));
    },
    deleting: (count) => {
      const within = Math.max(0, Math.min(Math.trunc(count), total));
      const deletion = deletionByCount.get(within) ?? scaleDownOf(ranking, within);
      deletionByCount.set(within, deletion);
      return deletion;
    },
  };
}

function rankingOf(input: ScaleDownInput): Ranking {
  const ranked: RankedPod[] = [];
  const componentByPlace: Component[] = [];
  let openFrom = Number.POSITIVE_INFINITY;
  for (let candidates = input.pods; candidates.length > 0; ) {
    // The controller's list is in random order; what we answer must not depend on the caller's.
    const sorted = [...rankPods(candidates, input)]
      .sort((left, right) => byCodeUnits(left.pod.name, right.pod.name))
      .sort(firstDifference);
    for (const component of componentsOf(sorted)) {
      if (component.from >= input.rules.burst) break;
      const from = ranked.length + component.from;
      componentByPlace.push(...component.members.map(() => ({ ...component, from })));
      if (component.from + component.members.length > input.rules.burst) openFrom = Math.min(openFrom, from);
    }
    ranked.push(...sorted.slice(0, input.rules.burst));
    componentByPlace.length = ranked.length;
    candidates = sorted.slice(input.rules.burst).map(({ pod }) => pod);
  }
  return { ranked, componentByPlace, openFrom };
}

/** The component that this number of deletions cuts in two. */
function componentAt(ranking: Ranking, count: number): Component | undefined {
  const component = ranking.componentByPlace[count - 1];
  return component !== undefined && count < component.from + component.members.length ? component : undefined;
}

function isCertain(ranking: Ranking, count: number): boolean {
  if (count === ranking.ranked.length) return true;
  return componentAt(ranking, count) === undefined && count <= ranking.openFrom;
}

function scaleDownOf(ranking: Ranking, count: number): ScaleDown {
  const { ranked, openFrom } = ranking;
  if (count > 0 && count === ranked.length) return scaleDown({ ranking, certain: ranked, why: 'all' });
  const component = componentAt(ranking, count);
  if ((component?.from ?? count) > ranking.openFrom) {
    const open = { likely: ranked.slice(openFrom, count), from: ranked.slice(openFrom) };
    return scaleDown({ ranking, certain: ranked.slice(0, openFrom), open, why: 'tie' });
  }
  if (component !== undefined) {
    const open = { likely: likelyFirst(component, count - component.from), from: component.members };
    return scaleDown({ ranking, certain: ranked.slice(0, component.from), open, why: whyOf(component) });
  }
  const unordered = ranking.componentByPlace.slice(0, count).findLast(({ kind }) => kind !== 'single');
  return scaleDown({ ranking, certain: ranked.slice(0, count), ...(unordered && { why: whyOf(unordered) }) });
}

function whyOf({ hasTie }: Component): 'tie' | 'cycle' {
  return hasTie ? 'tie' : 'cycle';
}

/** Chance decides which of `from` go. */
interface Open {
  readonly likely: readonly RankedPod[];
  readonly from: readonly RankedPod[];
}

interface Parts {
  readonly ranking: Ranking;
  readonly certain: readonly RankedPod[];
  readonly open?: Open;
  readonly why?: 'tie' | 'cycle' | 'all';
}

function scaleDown({ ranking, certain, open, why }: Parts): ScaleDown {
  const victims = [...certain, ...(open?.likely ?? [])];
  const chosen = new Set(victims);
  const firstToStay = ranking.ranked.find((pod) => !chosen.has(pod));
  return {
    victims: podsOf(victims),
    sure: podsOf(certain),
    ...(open && { anyOf: { take: open.likely.length, from: podsOf(open.from) } }),
    deterministic: open === undefined,
    ...(why && { why }),
    get reasonByPod() {
      return new Map(victims.map((victim) => [victim.pod.name, reasonFor(victim, firstToStay)]));
    },
  };
}

function reasonFor(victim: RankedPod, firstToStay: RankedPod | undefined): ScaleDownReason {
  if (firstToStay === undefined) return 'all-deleted';
  const difference = firstDifference(victim, firstToStay);
  return difference > 0 ? 'circular-comparison' : reasonOf(difference);
}

function podsOf(ranked: readonly RankedPod[]): readonly Pod[] {
  return ranked.map(({ pod }) => pod);
}
