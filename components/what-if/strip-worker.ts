import type { StripReply, StripRequest } from '#components/what-if/strip-job.ts';
import { namespacedName } from '#lib/model/names.ts';
import { answerService } from '#lib/view/answer-service.ts';
import type { ServiceSnapshot } from '#lib/view/service-answer.ts';
import { stripView } from '#lib/view/strip-view.ts';

/* Runs beside the page: answers for many replica counts, which may take longer than a frame. */

let snapshot: ServiceSnapshot | undefined;

self.addEventListener('message', ({ data }: MessageEvent<StripRequest>) => {
  if (data.kind === 'snapshot') {
    snapshot = data.snapshot;
    return;
  }
  if (snapshot === undefined) return;
  const view = stripView(answerService(snapshot, data.url), data.url);
  const reply: StripReply = { service: namespacedName(snapshot.service), view };
  self.postMessage(reply);
});
