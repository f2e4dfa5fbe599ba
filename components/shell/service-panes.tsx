'use client';

import { useMemo } from 'react';
import { HeadlineMissing } from '#components/graph/headline.tsx';
import { Inspector } from '#components/inspector/inspector.tsx';
import { AnsweredPanes, type PanesProps } from '#components/shell/answered-panes.tsx';
import { LimitedPanes } from '#components/shell/limited-panes.tsx';
import { useAnswer, useSnapshot } from '#components/shell/use-answer.ts';
import { useLive } from '#components/shell/use-live.ts';
import { usePast } from '#components/shell/use-past.ts';
import { WaitingPane } from '#components/shell/waiting-pane.tsx';
import { PastNotice } from '#components/timeline/past-notice.tsx';
import { TimelineFoot } from '#components/timeline/timeline-foot.tsx';
import type { LiveState } from '#lib/live/live-state.ts';
import { isLimited } from '#lib/view/limited-view.ts';

const connectionOf = (state: LiveState) => state.connection;
const selectedOf = (state: LiveState) => state.cluster.selected;
const isSnapshotOf = (state: LiveState) => state.cluster.info?.snapshot !== undefined;
const rowsOf = (state: LiveState) => state.cluster.rowByKey;
const nodesOf = (state: LiveState) => state.cluster.nodeByName;

/** Everything about the selected Service: headline, graph, inspector, what-if, timeline. */
export function ServicePanes(props: PanesProps) {
  const { selectedKey, now, onChange } = props;
  const connection = useLive(connectionOf);
  const selected = useLive(selectedOf);
  const rowByKey = useLive(rowsOf);
  const nodeByName = useLive(nodesOf);
  const past = usePast(selectedKey, useLive(isSnapshotOf) ? undefined : props.url.at);
  const isPast = past.kind !== 'none';
  // A what-if starts from now.
  const url = useMemo(() => (isPast ? { ...props.url, whatIf: [] } : props.url), [props.url, isPast]);
  const snapshot = useSnapshot(url, now, past);
  const answer = useAnswer(snapshot, url);
  const isMissing = selectedKey !== undefined && rowByKey.size > 0 && !rowByKey.has(selectedKey);
  const row = rowByKey.get(selectedKey ?? '');
  if (row && selected?.service && selected.key === selectedKey) {
    const { service, slices } = selected;
    if (isLimited(row, { nodes: nodeByName.size, slices: slices.length })) {
      return <LimitedPanes {...props} service={service} slices={slices} row={row} />;
    }
  }
  if (snapshot && answer && selected && !isMissing) {
    const busy = selected.key !== selectedKey;
    return <AnsweredPanes {...props} url={url} snapshot={snapshot} answer={answer} past={past} busy={busy} />;
  }
  const flips = row?.flips ?? 0;
  return (
    <>
      <main id="main" className="area-main">
        <PastNotice past={past} now={now} onReturn={() => onChange({ at: undefined })} />
        {isMissing ? (
          <HeadlineMissing serviceKey={selectedKey} />
        ) : past.kind === 'none' ? (
          <WaitingPane connection={connection} now={now} />
        ) : null}
      </main>
      <div className="area-inspector">
        <Inspector tab={url.tab} onTab={(tab) => onChange({ tab })}>
          {null}
        </Inspector>
      </div>
      {/* Keeps the place of what will stand here, so that nothing jumps when it does. */}
      <div className="area-what-if what-if border-line border-t bg-panel max-[899px]:hidden" />
      <div className="area-time">
        <TimelineFoot
          timeline={past.kind === 'none' ? undefined : selected?.timeline}
          flips={flips}
          now={now}
          at={url.at}
          onAt={(at) => onChange({ at })}
        />
      </div>
    </>
  );
}
