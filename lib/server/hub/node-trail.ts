import type { Node } from '#lib/model/node.ts';
import type { ClusterState } from '#lib/server/hub/cluster-state.ts';
import { changesOf, sortedValues } from '#lib/wire/changes.ts';
import type { Changes } from '#lib/wire/message.ts';

/** The nodes as readers hold them. */
export interface NodeTrail {
  /** Sorted by name; once for all who ask before the next change, since after a restart every page asks at once. */
  readonly sorted: readonly Node[];
  /** What has changed since the last call; readers hold it from then on. */
  changes(): Changes<Node> | undefined;
}

export function createNodeTrail(state: ClusterState): NodeTrail {
  const sentByName = new Map<string, Node>();
  let sorted: readonly Node[] | undefined;
  return {
    get sorted() {
      sorted ??= sortedValues(sentByName);
      return sorted;
    },
    changes() {
      const dirty = state.takeDirtyNodes();
      const changes = changesOf(dirty, sentByName, state.nodes.objectByKey);
      for (const name of dirty) {
        const node = state.nodes.objectByKey.get(name);
        if (node === undefined) sentByName.delete(name);
        else sentByName.set(name, node);
      }
      if (dirty.size > 0) sorted = undefined;
      return changes;
    },
  };
}
