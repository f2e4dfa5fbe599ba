'use client';

import { useEffect } from 'react';
import { useLive } from '#components/shell/use-live.ts';
import { useWording } from '#components/ui/words.tsx';
import type { LiveState } from '#lib/live/live-state.ts';
import type { UrlState } from '#lib/view/url-state.ts';

const isLiveOf = ({ connection }: LiveState) => connection.kind === 'live';

/**
 * The tab's title: the verdict first, since tabs cut their titles, then the Service, so that a tab beside tells when it
 * changes and the browser's history tells its entries apart. What is not the cluster of now says so before all else.
 */
export function useTitle(key: string | undefined, { at, whatIf }: Pick<UrlState, 'at' | 'whatIf'>): void {
  const { say } = useWording();
  const isLive = useLive(isLiveOf);
  const verdict = useLive((state) => (key === undefined ? undefined : state.cluster.rowByKey.get(key)?.verdict.state));
  const parts = [
    ...(isLive ? [] : [say('title-not-live')]),
    ...(at === undefined ? [] : [say('title-past')]),
    ...(at === undefined && whatIf.length > 0 ? [say('predicted')] : []),
    // Of the past, and of what is predicted, the list tells no verdict.
    ...(verdict === undefined || at !== undefined || whatIf.length > 0 ? [] : [say(`verdict-${verdict}`)]),
    ...(key === undefined ? [] : [key]),
    'Zonescope',
  ];
  const title = parts.join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
