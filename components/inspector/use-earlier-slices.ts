'use client';

import { useRef } from 'react';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';

type Slices = readonly EndpointSlice[];

/** A kube-proxy that lags further behind than this is stuck, and not behind. */
const KEPT = 8;
const NONE: readonly Slices[] = [];

/** The slices of one Service as they were before, the newest first, since this was first drawn for it. */
export function useEarlierSlices(serviceUid: string, slices: Slices): readonly Slices[] {
  const seen = useRef({ serviceUid, slices, earlier: NONE });
  // A record of what was handed in: drawing twice adds nothing.
  if (seen.current.serviceUid !== serviceUid) seen.current = { serviceUid, slices, earlier: NONE };
  else if (seen.current.slices !== slices) {
    const earlier = [seen.current.slices, ...seen.current.earlier].slice(0, KEPT);
    seen.current = { serviceUid, slices, earlier };
  }
  return seen.current.earlier;
}
