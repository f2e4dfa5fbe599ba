'use client';

import { useEffect, useState } from 'react';
import type { CompareReply, CompareRequest } from '#components/inspector/compare-message.ts';
import type { CompareQuestion } from '#lib/view/answer-compare.ts';

/** The answer for a dump, worked out beside the page; undefined while it is, and without a dump. */
export function useCompare(question: CompareQuestion, dump: string | Blob | undefined): CompareReply | undefined {
  const [reply, setReply] = useState<CompareReply>();
  useEffect(() => {
    if (dump === undefined) {
      setReply(undefined);
      return;
    }
    // One worker for each question: what is no longer asked ends with it.
    const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<CompareReply>) => setReply(data));
    worker.addEventListener('error', (event) => setReply({ failed: event.message || 'the worker did not start' }));
    worker.postMessage({ question, dump } satisfies CompareRequest);
    return () => worker.terminate();
  }, [question, dump]);
  return dump === undefined ? undefined : reply;
}
