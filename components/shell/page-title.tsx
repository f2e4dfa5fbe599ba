'use client';

import { useLive } from '#components/shell/use-live.ts';
import { useWording } from '#components/ui/words.tsx';
import type { LiveState } from '#lib/live/live-state.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/** What is shown has been read once, and is no longer what the cluster is. */
const isLeftBehindOf = ({ cluster, connection }: LiveState) => cluster.epoch !== '' && connection.kind !== 'live';
const isSnapshotOf = ({ cluster: { info } }: LiveState) => info?.snapshot !== undefined;

/**
 * The tab's title: the verdict first, since tabs cut their titles, then the Service, so that a tab beside tells when it
 * changes and the browser's history tells its entries apart. What is not the cluster of now says so before all else.
 */
export function PageTitle(props: {
  readonly service: string | undefined;
  readonly url: Pick<UrlState, 'at' | 'whatIf'>;
}) {
  const { service: key } = props;
  const { at, whatIf } = props.url;
  const { say } = useWording();
  const isLeftBehind = useLive(isLeftBehindOf);
  const isSnapshot = useLive(isSnapshotOf);
  const verdict = useLive((state) => (key === undefined ? undefined : state.cluster.rowByKey.get(key)?.verdict.state));
  const parts = [
    ...(isLeftBehind ? [say('title-not-live')] : []),
    ...(isSnapshot ? [say('snapshot')] : []),
    ...(at === undefined ? [] : [say('title-past')]),
    ...(at === undefined && whatIf.length > 0 ? [say('predicted')] : []),
    // Of the past, and of what is predicted, the list tells no verdict.
    ...(verdict === undefined || at !== undefined || whatIf.length > 0 ? [] : [say(`verdict-${verdict}`)]),
    ...(key === undefined ? [] : [key]),
    'Zonescope',
  ];
  return <title>{parts.join(' · ')}</title>;
}
