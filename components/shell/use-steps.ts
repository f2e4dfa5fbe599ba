'use client';

import { useEffect, useState } from 'react';

/** How long one piece of work may hold the page: half a frame. */
const SLICE_MILLIS = 8;

/**
 * The result of a computation that offers pauses, computed piece by piece between frames; undefined until it has ended.
 * `start` must be the same function while its inputs are: another one begins anew, and the last result stays until then.
 */
export function useSteps<Result>(start: () => Generator<void, Result>): Result | undefined {
  const [result, setResult] = useState<Result>();
  useEffect(() => {
    const steps = start();
    let timer: number | undefined;
    const work = () => {
      const until = performance.now() + SLICE_MILLIS;
      let step = steps.next();
      while (step.done !== true && performance.now() < until) step = steps.next();
      if (step.done === true) setResult(step.value);
      else timer = window.setTimeout(work);
    };
    timer = window.setTimeout(work);
    return () => window.clearTimeout(timer);
  }, [start]);
  return result;
}
