import type { GuideContext, World, WorldStep } from '#lib/demo/worlds/world.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import type { Guide, GuideText } from '#lib/model/guide.ts';

const AT_ONCE: GuideText = {
  en: 'This is a demo in memory: its controllers take every change up at once, which a real cluster may do later.',
  zh: '这是内存中的演示集群：它的控制器会立即处理每个更改，而真实集群可能会晚一些。',
};
const STRICT: GuideText = {
  en: 'This is a demo in memory: its controllers look again only when those of this version would.',
  zh: '这是内存中的演示集群：它的控制器只在该版本的控制器会重新检查时才重新检查。',
};

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
      about: joined(about, this.#context.strict ? STRICT : AT_ONCE),
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

function joined(first: GuideText, second: GuideText): GuideText {
  return { en: `${first.en} ${second.en}`, zh: first.zh + second.zh };
}
