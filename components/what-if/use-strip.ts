'use client';

import { useEffect, useRef, useState } from 'react';
import type { StripReply, StripRequest, StripUrl } from '#components/what-if/strip-job.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { ServiceSnapshot } from '#lib/view/service-answer.ts';
import type { StripView } from '#lib/view/view-types.ts';

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

function startStripWorker(onStrip: (reply: StripReply) => void): StripWorker {
  const worker = new Worker(new URL('./strip-worker.ts', import.meta.url), { type: 'module' });
  const post = (request: StripRequest) => worker.postMessage(request);
  let asked: StripUrl | undefined;
  let isCounting = false;
  const next = () => {
    if (isCounting || asked === undefined) return;
    isCounting = true;
    post({ kind: 'ask', url: asked });
    asked = undefined;
  };
  worker.addEventListener('message', ({ data }: MessageEvent<StripReply>) => {
    isCounting = false;
    onStrip(data);
    next();
  });
  return {
    show: (snapshot) => post({ kind: 'snapshot', snapshot }),
    ask: (url) => {
      asked = url;
      next();
    },
    stop: () => worker.terminate(),
  };
}
