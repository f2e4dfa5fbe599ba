import { firstDifference, type RankedPod } from '#lib/replicas/deletion-rank.ts';

/** Neighbours in a sorted list whose order among themselves nobody can promise. */
export interface Component {
  /** Place of the first member in the list. */
  readonly from: number;
  readonly members: readonly RankedPod[];
  /** `single`: one pod; `tie`: any order may come out; `circle`: the comparison contradicts itself. */
  readonly kind: 'single' | 'tie' | 'circle';
  /** Two of the members are equal in everything that is compared. */
  readonly hasTie: boolean;
}

/**
 * Cuts a sorted list where every pod before the cut goes before every pod after it. Whatever the order of the list and
 * whatever the algorithm, sorting keeps such pods apart; between two cuts the outcome is open.
 */
export function componentsOf(sorted: readonly RankedPod[]): readonly Component[] {
  const components: Component[] = [];
  for (let from = 0; from < sorted.length; ) {
    const members = sorted.slice(from, endOfComponent(sorted, from));
    components.push({ from, members, ...kindOf(members) });
    from += members.length;
  }
  return components;
}

/** Members share all that is compared as a plain number, so only times and restarts can tell them apart. */
function kindOf(members: readonly RankedPod[]): Pick<Component, 'kind' | 'hasTie'> {
  if (members.length === 1) return { kind: 'single', hasTie: false };
  const distinct = new Set(
    members.map(({ isReady, readySince, restarts, sidecarRestarts, created }) =>
      [isReady ? readySince?.time : '', restarts, sidecarRestarts, created?.time].join(),
    ),
  );
  return { kind: distinct.size === 1 ? 'tie' : 'circle', hasTie: distinct.size < members.length };
}

function endOfComponent(sorted: readonly RankedPod[], from: number): number {
  let end = from + 1;
  let endOfBlock = from;
  for (let place = from; place < end; place++) {
    const pod = sorted[place];
    if (pod === undefined) break;
    while (isSameBlock(pod, sorted[endOfBlock])) endOfBlock++;
    for (let other = endOfBlock - 1; other >= end; other--) {
      const candidate = sorted[other];
      if (candidate !== undefined && firstDifference(pod, candidate) >= 0) end = other + 1;
    }
  }
  return end;
}

/** Pods of two blocks differ in something that is compared as a plain number, so no component holds both. */
function isSameBlock(left: RankedPod, right: RankedPod | undefined): boolean {
  return (
    right !== undefined &&
    left.isAssigned === right.isAssigned &&
    left.phase === right.phase &&
    left.isReady === right.isReady &&
    left.deletionCost === right.deletionCost &&
    left.rank === right.rank &&
    (!left.isReady || left.readySince?.bucket === right.readySince?.bucket)
  );
}
