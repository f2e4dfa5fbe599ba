import type { AutoscalersState, Autoscaling, HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Pod } from '#lib/model/pod.ts';
import { autoscalersOf } from '#lib/replicas/autoscalers-of.ts';
import { createKindStore } from '#lib/server/hub/kind-store.ts';
import type { ObjectSink } from '#lib/server/hub/object-sink.ts';
import { type ByName, byName, changesOf, sortedValues } from '#lib/wire/changes.ts';
import type { TopicChanges } from '#lib/wire/message.ts';

/** Where the autoscalers of a namespace come from. */
export interface AutoscalerSource {
  /** Watches them until the returned function is called. */
  watch(
    request: { readonly namespace: string },
    sink: ObjectSink<HorizontalPodAutoscaler, AutoscalersState>,
  ): () => void;
}

export interface AutoscalerTrailOptions {
  readonly source: AutoscalerSource;
  readonly namespace: string;
  readonly onChange: () => void;
}

/** The autoscalers of one Service's pods as its readers hold them. */
export interface AutoscalerTrail {
  /** Something has changed since the last call of `changes`, beside the pods. */
  readonly isDirty: boolean;
  /** What readers hold who have read everything. */
  readonly sent: Autoscaling;
  /** What turns that into those of these pods, which readers hold from then on. */
  changes(pods: readonly Pod[]): Pick<TopicChanges, 'autoscalers' | 'autoscalersState'>;
  stop(): void;
}

/** Autoscalers name a workload and Services select pods, so the namespace's are watched and those of the pods' owner kept. */
export function createAutoscalerTrail({ source, namespace, onChange }: AutoscalerTrailOptions): AutoscalerTrail {
  let state: AutoscalersState = 'loading';
  let sentState: AutoscalersState = state;
  let sentByName: ByName<HorizontalPodAutoscaler> = new Map();
  let isDirty = false;
  const touch = (): void => {
    isDirty = true;
    onChange();
  };
  const { objectByKey, ...store } = createKindStore<HorizontalPodAutoscaler>({
    keyOf: ({ name }) => name,
    onChange: touch,
  });
  const stop = source.watch(
    { namespace },
    {
      ...store,
      state(next) {
        if (next === state) return;
        state = next;
        touch();
      },
    },
  );
  sentState = state;
  return {
    get isDirty() {
      return isDirty;
    },
    get sent() {
      return { state: sentState, autoscalers: sortedValues(sentByName) };
    },
    changes(pods) {
      const nowByName = byName(autoscalersOf(pods, [...objectByKey.values()]));
      const autoscalers = changesOf(new Set([...sentByName.keys(), ...nowByName.keys()]), sentByName, nowByName);
      const isNewState = state !== sentState;
      sentByName = nowByName;
      sentState = state;
      isDirty = false;
      return {
        ...(autoscalers !== undefined && { autoscalers }),
        ...(isNewState && { autoscalersState: state }),
      };
    },
    stop,
  };
}
