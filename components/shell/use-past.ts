'use client';

import { useEffect, useState } from 'react';
import { formatMoment } from '#lib/model/moment.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { TimelineAnswer, TimelineMoment } from '#lib/model/timeline.ts';

/** How far the page is with the moment of the past that its URL names. */
export type Past =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'there'; readonly moment: TimelineMoment };

const NONE: Past = { kind: 'none' };
const LOADING: Past = { kind: 'loading' };

/** Asks the server how the Service stood at `at`; nothing is asked while the page shows the present. */
export function usePast(service: string | undefined, at: EpochMillis | undefined): Past {
  const [answered, setAnswered] = useState<{ readonly address: string; readonly past: Past }>();
  const address = service === undefined || at === undefined ? undefined : addressOf(service, at);
  useEffect(() => {
    if (address === undefined) return;
    const abort = new AbortController();
    readMoment(address, abort.signal).then(
      (moment) => setAnswered({ address, past: { kind: 'there', moment } }),
      () => !abort.signal.aborted && setAnswered({ address, past: { kind: 'failed' } }),
    );
    return () => abort.abort();
  }, [address]);
  if (address === undefined) return NONE;
  return answered?.address === address ? answered.past : LOADING;
}

function addressOf(service: string, at: EpochMillis): string {
  return `/api/timeline?service=${encodeURIComponent(service)}&at=${encodeURIComponent(formatMoment(at))}`;
}

async function readMoment(address: string, signal: AbortSignal): Promise<TimelineMoment> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`Cannot read the past: the server answered ${response.status}`);
  const { moment }: TimelineAnswer = await response.json();
  if (moment === undefined) throw new Error('Cannot read the past: the answer holds no moment');
  return moment;
}
