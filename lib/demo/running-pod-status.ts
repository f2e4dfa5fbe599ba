import { kubeTime } from '#lib/demo/api-server/kube-object.ts';
import { qosClassOf } from '#lib/demo/api-server/pod-defaults.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';

export interface PodRun {
  readonly podIP: string;
  readonly hostIP: string;
  readonly startedAt: EpochMillis;
  /** When it became Ready. */
  readonly readyAt: EpochMillis;
}

/** The status that a kubelet writes of a pod whose containers all run and are ready. */
export function runningPodStatus(podSpec: Json, run: PodRun): Json {
  const started = kubeTime(run.startedAt);
  const ready = kubeTime(run.readyAt);
  const condition = (type: string, since: string) => ({
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: since,
  });
  return {
    phase: 'Running',
    conditions: [
      condition('Initialized', started),
      condition('Ready', ready),
      condition('ContainersReady', ready),
      condition('PodScheduled', started),
    ],
    hostIP: run.hostIP,
    podIP: run.podIP,
    podIPs: [{ ip: run.podIP }],
    startTime: started,
    containerStatuses: list(podSpec['containers'])
      .map(record)
      .map((container) => ({
        name: text(container['name']),
        state: { running: { startedAt: ready } },
        lastState: {},
        ready: true,
        restartCount: 0,
        image: text(container['image']),
        imageID: '',
        started: true,
      })),
    qosClass: qosClassOf(podSpec),
  };
}
