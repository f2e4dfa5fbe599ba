import type { CompareReply, CompareRequest } from '#components/inspector/compare-message.ts';
import { answerCompare } from '#lib/view/answer-compare.ts';

/** Reads and compares a dump beside the page, which goes on: one request, one reply. */
self.addEventListener('message', async ({ data }: MessageEvent<CompareRequest>) => {
  const reply = await answer(data).catch((error: unknown): CompareReply => ({ failed: String(error) }));
  self.postMessage(reply);
});

async function answer({ question, dump }: CompareRequest): Promise<CompareReply> {
  return answerCompare(question, typeof dump === 'string' ? dump : new Uint8Array(await dump.arrayBuffer()));
}
