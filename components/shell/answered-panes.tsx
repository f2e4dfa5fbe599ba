'use client';

import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { GraphPane } from '#components/graph/graph-pane.tsx';
import { Headline } from '#components/graph/headline.tsx';
import { Inspector } from '#components/inspector/inspector.tsx';
import { ShareView } from '#components/share/share-view.tsx';
import { NodesPart } from '#components/shell/nodes-part.tsx';
import { TabContent } from '#components/shell/tab-content.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { searchOf } from '#components/shell/url-store.ts';
import { useLive } from '#components/shell/use-live.ts';
import type { Past } from '#components/shell/use-past.ts';
import { useTheme } from '#components/shell/use-theme.ts';
import { urlStore } from '#components/shell/use-url.ts';
import { PastNotice } from '#components/timeline/past-notice.tsx';
import { TimelineFoot } from '#components/timeline/timeline-foot.tsx';
import { upTo } from '#components/timeline/up-to.ts';
import { useSameList, useShared } from '#components/ui/use-shared.ts';
import { Say } from '#components/ui/words.tsx';
import { useStrip } from '#components/what-if/use-strip.ts';
import { WhatIfBar } from '#components/what-if/what-if-bar.tsx';
import type { LiveState } from '#lib/live/live-state.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Change } from '#lib/model/scenario.ts';
import { commandsView } from '#lib/view/commands-view.ts';
import { graphView } from '#lib/view/graph-view.ts';
import { headlineView } from '#lib/view/headline-view.ts';
import type { Frame } from '#lib/view/lane-layout.ts';
import { lossesView } from '#lib/view/losses-view.ts';
import type { ServiceAnswer, ServiceSnapshot } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import { whatIfView } from '#lib/view/what-if-view.ts';

const selectedOf = (state: LiveState) => state.cluster.selected;
const contextOf = (state: LiveState) => state.cluster.info?.contextName;
const isSnapshotOf = (state: LiveState) => state.cluster.info?.snapshot !== undefined;
const rowsOf = (state: LiveState) => state.cluster.rowByKey;

/** What all panes of a Service are given. */
export interface PanesProps {
  readonly url: UrlState;
  readonly selectedKey: string | undefined;
  readonly now: number;
  readonly onChange: (change: UrlChange) => void;
}

export interface AnsweredProps extends PanesProps {
  readonly snapshot: ServiceSnapshot;
  readonly answer: ServiceAnswer;
  readonly past: Past;
  readonly busy: boolean;
}

/** The selected Service as it is answered: the graph and everything about it. */
export function AnsweredPanes(props: AnsweredProps) {
  const { url, now, answer, past, onChange } = props;
  const isPast = past.kind !== 'none';
  const [frame, setFrame] = useState<Frame>();
  const [pointedNode, setPointedNode] = useState<string>();
  const [isSharing, setIsSharing] = useState(false);
  const openShare = useCallback(() => setIsSharing(true), []);
  const closeShare = useCallback(() => setIsSharing(false), []);
  const { inForce } = useTheme();
  const timeline = useLive(selectedOf)?.timeline;
  const flips = useLive(rowsOf).get(selectedKeyOf(answer))?.flips ?? 0;
  const isSnapshot = useLive(isSnapshotOf);
  const context = useLive(contextOf);
  const headline = useShared(useMemo(() => headlineView(answer, url), [answer, url]));
  const graph = useShared(
    useMemo(
      () => frame && graphView(answer, url, { ...frame, ...(pointedNode !== undefined && { pointedNode }) }),
      [answer, url, frame, pointedNode],
    ),
  );
  const commands = useShared(useMemo(() => commandsView(answer, url), [answer, url]));
  const whatIf = useShared(useMemo(() => whatIfView(answer, url), [answer, url]));
  const strip = useStrip(props.snapshot, url);
  const rowByKey = useLive(rowsOf);
  const losses = useShared(useMemo(() => lossesView(rowByKey.values(), url.whatIf), [rowByKey, url.whatIf]));
  const nodes = useSameList(useMemo(() => props.snapshot.nodes.map(({ name }) => name), [props.snapshot.nodes]));
  const zones = useMemo(() => (graph?.lanes ?? []).flatMap((lane) => lane.zone ?? []), [graph?.lanes]);
  const isActive = url.whatIf.length > 0;
  // The graph moves with every step of the slider; the inspector may follow in the next free moment.
  const tabAnswer = useDeferredValue(answer);
  const tabUrl = useDeferredValue(url);
  const pin = useCallback(
    (node: string) => onChange(url.node === node ? { node: undefined } : { node, tab: 'node' }),
    [url.node, onChange],
  );
  const changeWhatIf = (changes: readonly Change[], settled: boolean) =>
    settled ? onChange({ whatIf: changes }) : urlStore().replace({ whatIf: changes });
  const shareLink = () => {
    const state = { ...url, service: headline.key, ...(context !== undefined && { context }) };
    return `${window.location.origin}${window.location.pathname}${searchOf(state)}`;
  };
  return (
    <>
      <main id="main" className={`area-main ${props.busy ? 'opacity-70' : ''}`} aria-busy={props.busy}>
        <PastNotice past={past} now={now} onReturn={() => onChange({ at: undefined })} />
        <Headline
          view={headline}
          url={url}
          timeline={useMemo(() => (isSnapshot ? undefined : upTo(timeline, url.at)), [timeline, url.at, isSnapshot])}
          now={now}
          predicted={isActive}
          onChange={onChange}
          onShare={openShare}
        />
        <GraphPane
          view={graph}
          shown={url.show}
          onShow={(show) => onChange({ show })}
          serviceKey={headline.key}
          themeKey={inForce}
          onFrame={setFrame}
          onPin={pin}
          onPointNode={setPointedNode}
        >
          {url.show === 'nodes' && <NodesPart url={url} answer={answer} onPin={pin} />}
        </GraphPane>
      </main>
      <div className="area-inspector">
        <Inspector tab={url.tab} onTab={(tab) => onChange({ tab })}>
          {isActive && (
            <p className="mt-3">
              <span className="rounded border border-accent px-1.5 text-accent">
                <Say name="predicted" />
              </span>
            </p>
          )}
          <TabContent
            url={tabUrl}
            answer={tabAnswer}
            predicted={isActive}
            commands={commands}
            whatIf={whatIf}
            onChange={onChange}
          />
        </Inspector>
      </div>
      <div className="area-what-if">
        {isPast ? (
          <section className="border-line border-t bg-panel px-4 py-3 text-mute" data-pane="what-if">
            <Say name="past-what-if" />
          </section>
        ) : (
          <WhatIfBar
            view={whatIf}
            strip={strip}
            losses={losses}
            nodes={nodes}
            pinned={url.node}
            changes={url.whatIf}
            zones={zones}
            distributions={distributionsOf(answer)}
            liveMode={(answer.live ?? answer.analysis).mode}
            refused={answer.refused}
            apply={commands.apply}
            onChange={changeWhatIf}
            onCompare={() => onChange({ tab: 'compare' })}
            onReset={() => onChange({ whatIf: [] })}
            shareLink={shareLink}
          />
        )}
      </div>
      <div className="area-time">
        <TimelineFoot
          timeline={timeline}
          flips={flips}
          isSnapshot={isSnapshot}
          now={now}
          at={url.at}
          onAt={(at) => onChange({ at })}
        />
      </div>
      {isSharing && (
        <ShareView
          url={url}
          answer={answer}
          headline={headline}
          commands={commands}
          whatIf={isActive ? whatIf : undefined}
          time={past.kind === 'there' ? past.moment.time : now}
          isPast={isPast}
          link={shareLink()}
          onClose={closeShare}
        />
      )}
    </>
  );
}

function selectedKeyOf({ analysis }: ServiceAnswer): string {
  return namespacedName(analysis.input.service);
}

/** PreferClose has a better name wherever PreferSameZone is known. */
function distributionsOf({ analysis, live }: ServiceAnswer): readonly string[] {
  const values = (live ?? analysis).input.context.controllerRules.trafficDistributions.map(({ value }) => value);
  return values.includes('PreferSameZone') ? values.filter((value) => value !== 'PreferClose') : values;
}
