import { describe, expect, test } from 'vitest';
import type { AutoscalersState } from '#lib/model/horizontal-pod-autoscaler.ts';
import { type AutoscalerSource, createAutoscalerTrail } from '#lib/server/hub/autoscaler-trail.ts';
import type { ObjectSink } from '#lib/server/hub/object-sink.ts';
import { toPod } from '#lib/to-model/pod.ts';
import { anAutoscaler } from '#lib/wire/objects.test-support.ts';

const POD = toPod({
  metadata: {
    name: 'web-1',
    namespace: 'default',
    labels: { 'pod-template-hash': 'h1' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web-h1', uid: 'rs', controller: true }],
  },
  status: { phase: 'Running' },
});
const PODS = POD === undefined ? [] : [POD];

type Sink = ObjectSink<ReturnType<typeof anAutoscaler>, AutoscalersState>;

function rig() {
  const asked: string[] = [];
  const sinks: Sink[] = [];
  let changes = 0;
  const source: AutoscalerSource = {
    watch({ namespace }, sink) {
      asked.push(namespace);
      sinks.push(sink);
      return () => asked.push('released');
    },
  };
  const trail = createAutoscalerTrail({
    source,
    namespace: 'default',
    onChange: () => {
      changes += 1;
    },
  });
  const [sink] = sinks;
  if (sink === undefined) throw new Error('Cannot find the autoscalers: nobody watches them');
  return { trail, sink, asked, changes: () => changes };
}

describe('the autoscalers of a Service’s pods', () => {
  test('are those of the namespace that scale the pods’ owner', () => {
    const { trail, sink, asked } = rig();
    expect(asked).toEqual(['default']);
    sink.replace([anAutoscaler('web'), anAutoscaler('api')]);
    sink.state('watched');
    expect(trail.isDirty).toBe(true);
    expect(trail.changes(PODS)).toEqual({ autoscalers: { set: [anAutoscaler('web')] }, autoscalersState: 'watched' });
    expect(trail.isDirty).toBe(false);
    expect(trail.sent).toEqual({ state: 'watched', autoscalers: [anAutoscaler('web')] });
    expect(trail.changes(PODS)).toEqual({});
  });

  test('come once their pods have, and go with them', () => {
    const { trail, sink } = rig();
    sink.replace([anAutoscaler('web')]);
    expect(trail.changes([])).toEqual({});
    expect(trail.changes(PODS)).toEqual({ autoscalers: { set: [anAutoscaler('web')] } });
    expect(trail.changes([])).toEqual({ autoscalers: { gone: ['web'] } });
  });

  test('change in what changed, and a status that is not kept is no change', () => {
    const { trail, sink, changes } = rig();
    sink.replace([anAutoscaler('web')]);
    trail.changes(PODS);
    const before = changes();
    sink.upsert(anAutoscaler('web'));
    expect(changes()).toBe(before);
    sink.upsert(anAutoscaler('web', { maxReplicas: 12 }));
    expect(trail.changes(PODS)).toEqual({ autoscalers: { patch: [['web', { maxReplicas: 12 }]] } });
    sink.state('failed');
    expect(trail.changes(PODS)).toEqual({ autoscalersState: 'failed' });
    expect(trail.sent.autoscalers).toHaveLength(1);
  });

  test('are let go of', () => {
    const { trail, asked } = rig();
    trail.stop();
    expect(asked).toEqual(['default', 'released']);
  });
});
