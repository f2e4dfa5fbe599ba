'use client';

import { useEffect, useRef, useState } from 'react';
import { countStrip, type StripReply, type StripRequest, type StripUrl } from '#components/what-if/strip-job.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { ServiceSnapshot } from '#lib/view/service-answer.ts';
import type { StripView } from '#lib/view/what-if-types.ts';

/**
 * The replica strip, counted by a worker so that the page never waits for it. The last one stays until the next has come;
 * undefined until there is one of this Service. Questions that came while the worker counted are answered by the last.
 */
export function useStrip(snapshot: ServiceSnapshot, url: StripUrl): StripView | undefined {
  const [shown, setShown] = useState<StripReply>();
  const worker = useRef<StripWorker>(undefined);
  const service = namespacedName(snapshot.service);
  useEffect(() => {
    const started = startStripWorker(setShown);
    worker.current = started;
    return () => started.stop();
  }, []);
  useEffect(() => worker.current?.show(snapshot), [snapshot]);
  const { minor, gates, dataPlanes, mix, whatIf } = url;
  useEffect(() => {
    // After each snapshot, too: the answer depends on both.
    if (snapshot === undefined) return;
    worker.current?.ask({ gates, dataPlanes, mix, whatIf, ...(minor !== undefined && { minor }) });
  }, [snapshot, minor, gates, dataPlanes, mix, whatIf]);
  return shown?.service === service ? shown.view : undefined;
}

interface StripWorker {
  readonly show: (snapshot: ServiceSnapshot) => void;
  readonly ask: (url: StripUrl) => void;
  readonly stop: () => void;
}

/** Where a browser lets no worker start, the page itself counts, in a free moment. */
function startStripWorker(onStrip: (reply: StripReply) => void): StripWorker {
  const worker = new Worker(new URL('./strip-worker.ts', import.meta.url), { type: 'module' });
  const post = (request: StripRequest) => worker.postMessage(request);
  let snapshot: ServiceSnapshot | undefined;
  /** What the worker has: a copy of thousands of nodes is made when a question needs another one, not with each change. */
  let given: ServiceSnapshot | undefined;
  let asked: StripUrl | undefined;
  let last: StripUrl | undefined;
  let isCounting = false;
  let isBroken = false;
  const give = (current: ServiceSnapshot) => {
    if (current === given) return;
    const { nodes, ...beside } = current;
    if (nodes !== given?.nodes) post({ kind: 'nodes', nodes });
    post({ kind: 'snapshot', snapshot: beside });
    given = current;
  };
  const next = () => {
    const url = asked;
    if (isCounting || url === undefined) return;
    asked = undefined;
    isCounting = true;
    if (isBroken) setTimeout(() => snapshot && answered(countStrip(snapshot, url)));
    else {
      if (snapshot !== undefined) give(snapshot);
      post({ kind: 'ask', url });
    }
  };
  const answered = (reply: StripReply) => {
    isCounting = false;
    onStrip(reply);
    next();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<StripReply>) => answered(data));
  worker.addEventListener('error', () => {
    isBroken = true;
    isCounting = false;
    asked ??= last;
    next();
  });
  return {
    show: (shown) => {
      snapshot = shown;
    },
    ask: (url) => {
      asked = url;
      last = url;
      next();
    },
    stop: () => worker.terminate(),
  };
}
