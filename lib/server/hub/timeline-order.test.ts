import { expect, test } from 'vitest';
import { withMetadata } from '#lib/demo/api-server/kube-object.ts';
import { ENDPOINT_SLICES, NODES, SERVICES } from '#lib/demo/api-server/resources.ts';
import { startEmbeddedCluster } from '#lib/demo/embedded-cluster.ts';
import { nodesIn, serviceOf, sliceOf, slicesIn } from '#lib/demo/model-of.ts';
import { rowOf } from '#lib/diagnose/service-row.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { RowContext } from '#lib/model/service-row.ts';
import type { TimelineInput } from '#lib/model/timeline.ts';
import { createTimelines, type Timelines } from '#lib/server/hub/timelines.ts';

const NAME = 'kube-dns';
const NAMESPACE = 'kube-system';
const ZONES = { 'kind-control-plane': 'a', 'kind-worker': 'a', 'kind-worker2': 'b', 'kind-worker3': 'b' };
const FRAME_MILLIS = 100;

type Watched = Pick<TimelineInput, 'service' | 'slices'>;

interface Story {
  readonly rules: RowContext;
  readonly start: Watched;
  /** The one event of the Service's watch. */
  readonly annotated: Partial<Watched>;
  /** Those of its slices' watch, in order. */
  readonly sliceEvents: readonly Partial<Watched>[];
}

test('whichever of two watches is ahead, and however their events fall into frames, it was the annotation that turned zone routing on', async () => {
  const story = await storyOfTutorial();
  const count = story.sliceEvents.length;
  expect(count).toBeGreaterThan(1);
  for (let ahead = 0; ahead <= count; ahead += 1) {
    for (let frames = 0; frames < 2 ** count; frames += 1) {
      const which = `${ahead} of ${count} slice events ahead, frames ${frames.toString(2)}`;
      const timelines = timelinesOf(story, { ahead, hasFrameAfter: (index) => ((frames >> index) & 1) === 1 });
      const last = timelines.timelineOf(`${NAMESPACE}/${NAME}`).entries.at(-1);
      expect(last, which).toMatchObject({ state: 'zone-routed', cause: { key: 'cause.annotation-set' } });
      expect(timelines.flipsOf(`${NAMESPACE}/${NAME}`), which).toBe(1);
    }
  }
});

/** What both watches tell of the tutorial's first steps on the embedded cluster. */
async function storyOfTutorial(): Promise<Story> {
  const cluster = await startEmbeddedCluster();
  const { registry } = cluster;
  const { store } = registry;
  const service = () => serviceOf(store.find(SERVICES, NAME, NAMESPACE)) as Watched['service'];
  const slices = () => slicesIn(store).filter(isOfService);
  const hasEndpoint = (is: (endpoint: EndpointSlice['endpoints'][number]) => boolean) =>
    expect.poll(() => slices().some(({ endpoints }) => endpoints.some(is))).toBe(true);
  const start = { service: service(), slices: slices() };
  const sliceEvents: Partial<Watched>[] = [];
  store.subscribe(({ resource, object }) => {
    const slice = resource === ENDPOINT_SLICES ? sliceOf(object) : undefined;
    if (slice !== undefined && isOfService(slice)) sliceEvents.push({ slices: [slice] });
  });
  for (const [name, zone] of Object.entries(ZONES)) {
    const labels = { 'topology.kubernetes.io/zone': zone };
    registry.change(NODES, { name }, (node) => withMetadata(node, { labels: { ...node.metadata.labels, ...labels } }));
    await hasEndpoint(({ nodeName, zone: known }) => nodeName === name && known === zone);
  }
  const annotations = { 'service.kubernetes.io/topology-aware-hints': 'auto' };
  registry.change(SERVICES, { name: NAME, namespace: NAMESPACE }, (object) => withMetadata(object, { annotations }));
  await hasEndpoint(({ hints }) => hints !== undefined);
  const rules = { version: cluster.version, gateOverrides: cluster.gates, nodes: nodesIn(store) };
  await cluster.stop();
  return { rules, start, annotated: { service: service() }, sliceEvents };
}

function isOfService({ namespace, serviceName }: EndpointSlice): boolean {
  return namespace === NAMESPACE && serviceName === NAME;
}

/** The timelines of one order of events, of which `ahead` of the slices come before the Service's. */
function timelinesOf(
  { rules, start, annotated, sliceEvents }: Story,
  order: { readonly ahead: number; readonly hasFrameAfter: (index: number) => boolean },
): Timelines {
  const timelines = createTimelines(0);
  let watched = start;
  let now = 0;
  const frame = (): void => {
    const row = rowOf(watched.service, watched.slices, rules);
    timelines.record({ row, input: { ...rules, ...watched }, now, fromStart: now === 0 });
    now += FRAME_MILLIS;
  };
  frame();
  for (const [index, event] of sliceEvents.toSpliced(order.ahead, 0, annotated).entries()) {
    watched = { ...watched, ...event };
    if (order.hasFrameAfter(index) || index === sliceEvents.length) frame();
  }
  return timelines;
}
