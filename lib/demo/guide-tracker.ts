import type { GuideContext, World, WorldStep } from '#lib/demo/worlds/world.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import type { Guide } from '#lib/model/guide.ts';

/**
 * Watches how far a guide has been followed. What a step's user did may be undone by a later step (two replicas, then
 * one), so a step that was done stays done.
 */
export class GuideTracker {
  readonly #world: World;
  readonly #context: GuideContext;
  readonly #steps: readonly WorldStep[];
  /** How many of a step's conditions have been seen, one after the other. */
  readonly #seenByStep = new Map<string, number>();

  constructor(world: World, context: GuideContext) {
    this.#world = world;
    this.#context = context;
    this.#steps = world.steps(context);
  }

  /** Looks at the cluster as it is now; true when a step has been done since the last look. */
  look(cluster: Cluster): boolean {
    let isNews = false;
    for (const { id, shows } of this.#steps) {
      let seen = this.#seenByStep.get(id) ?? 0;
      if (seen >= shows.length) continue;
      while (shows[seen]?.(cluster) === true) seen += 1;
      isNews ||= seen >= shows.length;
      this.#seenByStep.set(id, seen);
    }
    return isNews;
  }

  /** @param kubeconfigFile where the kubeconfig was written; '' when it was not. */
  guide(kubeconfigFile: string): Guide {
    const { name, title, about, service } = this.#world;
    return {
      world: name,
      title,
      about,
      service,
      strict: this.#context.strict,
      kubeconfig: kubeconfigFile === '' ? '' : `export KUBECONFIG=${kubeconfigFile}`,
      steps: this.#steps.map((step) => ({
        id: step.id,
        title: step.title,
        text: step.text,
        commands: step.commands,
        done: step.shows.length > 0 && (this.#seenByStep.get(step.id) ?? 0) >= step.shows.length,
        readOnly: step.shows.length === 0,
      })),
    };
  }
}
