import { expect, test } from 'vitest';
import { createServiceTopic, type PodSink } from '#lib/server/hub/service-topic.ts';
import { toPod } from '#lib/to-model/pod.ts';
import { anEndpoint, aService, aSlice } from '#lib/wire/objects.test-support.ts';

function aPod(name: string, phase = 'Running') {
  const pod = toPod({ kind: 'Pod', metadata: { name, namespace: 'default', uid: `uid-${name}` }, status: { phase } });
  if (pod === undefined) throw new Error('Cannot make the pod');
  return pod;
}

function rig() {
  const sinks: PodSink[] = [];
  let released = 0;
  const topic = createServiceTopic({
    key: 'default/web',
    recordedSince: 3,
    now: { service: aService('web'), slices: [aSlice('web-1', [anEndpoint(1)])] },
    onChange: () => undefined,
    podSource: {
      watch(_request, sink) {
        sinks.push(sink);
        return () => {
          released += 1;
        };
      },
    },
  });
  const [sink] = sinks;
  if (sink === undefined) throw new Error('Cannot find the pods: nobody watches them');
  return { topic, sink, released: () => released };
}

const NOW = { service: aService('web'), slices: [aSlice('web-1', [anEndpoint(1)])] };

test('nothing new is no change', () => {
  const { topic } = rig();
  expect(topic.changes(NOW, [])).toBeUndefined();
});

test('pods come, change in what changed, and go', () => {
  const { topic, sink } = rig();
  sink.replace([aPod('p1'), aPod('p2')]);
  sink.state('watched');
  expect(topic.changes(NOW, [])).toEqual({ pods: { set: [aPod('p1'), aPod('p2')] }, podsState: 'watched' });
  sink.upsert(aPod('p1', 'Failed'));
  sink.remove(aPod('p2'));
  expect(topic.changes(NOW, [])).toEqual({ pods: { patch: [['p1', { phase: 'Failed' }]], gone: ['p2'] } });
  expect(topic.sent.pods.map((pod) => pod.phase)).toEqual(['Failed']);
});

test('what readers hold moves on only when the changes are taken', () => {
  const { topic, sink } = rig();
  sink.replace([aPod('p1')]);
  expect(topic.sent.pods).toEqual([]);
  topic.changes(NOW, []);
  expect(topic.sent.pods).toHaveLength(1);
});

test('a deleted Service lets its pods go, and a new one of the name takes them up again', () => {
  const { topic, sink, released } = rig();
  sink.replace([aPod('p1')]);
  topic.changes(NOW, []);
  const gone = topic.changes({ service: undefined, slices: [] }, []);
  expect(gone).toMatchObject({ services: { gone: ['web'] }, slices: { gone: ['web-1'] } });
  expect(released()).toBe(1);
  const back = topic.changes({ ...NOW, service: aService('web', { uid: 'new' }) }, []);
  expect(back?.services?.set).toHaveLength(1);
});
