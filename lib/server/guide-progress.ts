import type { WorldStep } from '#lib/demo/worlds/world.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import type { Guide } from '#lib/model/guide.ts';

export interface GuideProgress {
  /** The guide with a tick at each step that the cluster has shown until now. */
  look(cluster: Cluster): Guide;
  /** Nothing seen yet. */
  readonly start: Guide;
}

/**
 * Follows a world's steps through the moments of its cluster. What a step shows is looked for one after the other, and
 * only when the steps before it are done: scaling back to where the world began is no step done at the start.
 */
export function createGuideProgress(guide: Omit<Guide, 'steps'>, steps: readonly WorldStep[]): GuideProgress {
  const seenByStep = steps.map(() => 0);
  const isDone = (step: WorldStep, at: number): boolean => (seenByStep[at] ?? 0) >= step.shows.length;

  function current(): Guide {
    return {
      ...guide,
      steps: steps.map((step, at) => ({
        id: step.id,
        title: step.title,
        text: step.text,
        commands: step.commands,
        done: step.shows.length > 0 && isDone(step, at),
        readOnly: step.shows.length === 0,
      })),
    };
  }

  return {
    start: current(),
    look(cluster) {
      for (const [at, step] of steps.entries()) {
        let seen = seenByStep[at] ?? 0;
        while (step.shows[seen]?.(cluster) === true) seen += 1;
        seenByStep[at] = seen;
        if (!isDone(step, at)) break;
      }
      return current();
    },
  };
}
