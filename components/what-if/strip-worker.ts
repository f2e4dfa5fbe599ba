import { countStrip, type StripRequest } from '#components/what-if/strip-job.ts';
import type { ServiceSnapshot } from '#lib/view/service-answer.ts';

/* Runs beside the page: answers for many replica counts, which may take longer than a frame. */

let nodes: ServiceSnapshot['nodes'] = [];
let snapshot: ServiceSnapshot | undefined;

self.addEventListener('message', ({ data }: MessageEvent<StripRequest>) => {
  if (data.kind === 'nodes') nodes = data.nodes;
  else if (data.kind === 'snapshot') snapshot = { ...data.snapshot, nodes };
  else if (snapshot !== undefined) self.postMessage(countStrip(snapshot, data.url));
});
