'use client';

import { memo, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { GraphPane } from '#components/graph/graph-pane.tsx';
import { Headline, HeadlineMissing } from '#components/graph/headline.tsx';
import { CommandsTab } from '#components/inspector/commands-tab.tsx';
import { CompareTab } from '#components/inspector/compare-tab.tsx';
import { EndpointsTab } from '#components/inspector/endpoints-tab.tsx';
import { Inspector } from '#components/inspector/inspector.tsx';
import { NodeTab } from '#components/inspector/node-tab.tsx';
import { useComparison } from '#components/inspector/use-comparison.ts';
import { NodesPart } from '#components/shell/nodes-part.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { searchOf } from '#components/shell/url-store.ts';
import { useAnswer, useSnapshot } from '#components/shell/use-answer.ts';
import { useLive } from '#components/shell/use-live.ts';
import { useTheme } from '#components/shell/use-theme.ts';
import { urlStore } from '#components/shell/use-url.ts';
import { WaitingPane } from '#components/shell/waiting-pane.tsx';
import { WhyPart } from '#components/shell/why-part.tsx';
import { TimelineFoot } from '#components/timeline/timeline-foot.tsx';
import { shareStructure } from '#components/ui/share-structure.ts';
import { Say } from '#components/ui/words.tsx';
import { useStrip } from '#components/what-if/use-strip.ts';
import { WhatIfBar } from '#components/what-if/what-if-bar.tsx';
import type { LiveState } from '#lib/live/live-state.ts';
import type { Change } from '#lib/model/scenario.ts';
import { commandsView } from '#lib/view/commands-view.ts';
import { endpointsView } from '#lib/view/endpoints-view.ts';
import { graphView } from '#lib/view/graph-view.ts';
import { headlineView } from '#lib/view/headline-view.ts';
import { loadView } from '#lib/view/load-view.ts';
import { lossesView } from '#lib/view/losses-view.ts';
import { nodeChoices } from '#lib/view/node-choices.ts';
import { nodeView } from '#lib/view/node-view.ts';
import { printProxyText } from '#lib/view/proxy-print.ts';
import type { ServiceAnswer, ServiceSnapshot } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { CommandsView, NodeView } from '#lib/view/view-types.ts';
import { whatIfView } from '#lib/view/what-if-view.ts';

const connectionOf = (state: LiveState) => state.connection;
const selectedOf = (state: LiveState) => state.cluster.selected;
const contextOf = (state: LiveState) => state.cluster.info?.contextName;
const rowsOf = (state: LiveState) => state.cluster.rowByKey;

interface PanesProps {
  readonly url: UrlState;
  readonly selectedKey: string | undefined;
  readonly now: number;
  readonly onChange: (change: UrlChange) => void;
}

/** Everything about the selected Service: headline, graph, inspector, what-if, timeline. */
export function ServicePanes(props: PanesProps) {
  const { url, selectedKey, now, onChange } = props;
  const connection = useLive(connectionOf);
  const selected = useLive(selectedOf);
  const rowByKey = useLive(rowsOf);
  const snapshot = useSnapshot(url, now);
  const answer = useAnswer(snapshot, url);
  const isMissing = selectedKey !== undefined && rowByKey.size > 0 && !rowByKey.has(selectedKey);
  if (snapshot && answer && selected && !isMissing) {
    return <Answered {...props} snapshot={snapshot} answer={answer} busy={selected.key !== selectedKey} />;
  }
  return (
    <>
      <main id="main" className="area-main">
        {isMissing ? <HeadlineMissing serviceKey={selectedKey} /> : <WaitingPane connection={connection} now={now} />}
      </main>
      <div className="area-inspector">
        <Inspector tab={url.tab} onTab={(tab) => onChange({ tab })}>
          {null}
        </Inspector>
      </div>
      {/* Keeps the place of what will stand here, so that nothing jumps when it does. */}
      <div className="area-what-if what-if border-line border-t bg-panel max-[899px]:hidden" />
      <div className="area-time">
        <TimelineFoot timeline={undefined} now={now} />
      </div>
    </>
  );
}

interface AnsweredProps extends PanesProps {
  readonly snapshot: ServiceSnapshot;
  readonly answer: ServiceAnswer;
  readonly busy: boolean;
}

function Answered(props: AnsweredProps) {
  const { url, now, answer, onChange } = props;
  const [width, setWidth] = useState(0);
  const [pointedNode, setPointedNode] = useState<string>();
  const { inForce } = useTheme();
  const timeline = useLive(selectedOf)?.timeline;
  const context = useLive(contextOf);
  const headline = useShared(useMemo(() => headlineView(answer, url), [answer, url]));
  const graph = useShared(
    useMemo(
      () =>
        width === 0
          ? undefined
          : graphView(answer, url, { width, height: 0, ...(pointedNode !== undefined && { pointedNode }) }),
      [answer, url, width, pointedNode],
    ),
  );
  const commands = useShared(useMemo(() => commandsView(answer, url), [answer, url]));
  const whatIf = useShared(useMemo(() => whatIfView(answer, url), [answer, url]));
  const strip = useStrip(props.snapshot, url);
  const rowByKey = useLive(rowsOf);
  const losses = useShared(useMemo(() => lossesView(rowByKey.values(), url.whatIf), [rowByKey, url.whatIf]));
  const nodes = useShared(useMemo(() => props.snapshot.nodes.map(({ name }) => name), [props.snapshot.nodes]));
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
        <Headline view={headline} url={url} timeline={timeline} now={now} predicted={isActive} onChange={onChange} />
        <GraphPane
          view={graph}
          shown={url.show}
          onShow={(show) => onChange({ show })}
          serviceKey={headline.key}
          themeKey={inForce}
          onWidth={setWidth}
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
          <TabContent url={tabUrl} answer={tabAnswer} predicted={isActive} commands={commands} onChange={onChange} />
        </Inspector>
      </div>
      <div className="area-what-if">
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
          onReset={() => onChange({ whatIf: [] })}
          shareLink={shareLink}
        />
      </div>
      <div className="area-time">
        <TimelineFoot timeline={timeline} now={now} />
      </div>
    </>
  );
}

const TabContent = memo(function TabContent(props: {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
  readonly predicted: boolean;
  readonly commands: CommandsView;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { url, answer, predicted, commands, onChange } = props;
  switch (url.tab) {
    case 'why':
      return <WhyPart url={url} answer={answer} predicted={predicted} onChange={onChange} />;
    case 'node':
      return <NodePart url={url} answer={answer} predicted={predicted} onChange={onChange} />;
    case 'endpoints':
      return (
        <EndpointsTab rows={endpointsView(answer, url)} load={loadView(answer, url)} url={url} onChange={onChange} />
      );
    case 'compare':
      return <ComparePart answer={answer} url={url} onChange={onChange} />;
    case 'commands':
      return <CommandsTab view={commands} />;
    default:
      return url.tab satisfies never;
  }
});

function ComparePart(props: {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
  readonly onChange: (change: UrlChange) => void;
}) {
  return <CompareTab {...props} view={useComparison(props.answer, props.url)} />;
}

/** PreferClose has a better name wherever PreferSameZone is known. */
function distributionsOf({ analysis, live }: ServiceAnswer): readonly string[] {
  const values = (live ?? analysis).input.context.controllerRules.trafficDistributions.map(({ value }) => value);
  return values.includes('PreferSameZone') ? values.filter((value) => value !== 'PreferClose') : values;
}

/** The pinned node, else the first of the list. */
function NodePart(props: {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
  readonly predicted: boolean;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { url, answer } = props;
  const choices = useMemo(() => nodeChoices(answer, url), [answer, url]);
  const name = url.node ?? choices[0]?.name;
  const view = useMemo(() => nodeView(answer, name === undefined ? url : { ...url, node: name }), [answer, url, name]);
  const print = useCallback(
    (proxier: NodeView['print']['proxiers'][number]) =>
      printProxyText({ analyses: [answer.analysis], node: name ?? '' }, proxier),
    [answer, name],
  );
  const { input } = answer.live ?? answer.analysis;
  if (view) return <NodeTab {...props} view={view} choices={choices} print={print} liveInput={input} />;
  return (
    <p className="mt-3 text-mute">{name !== undefined && <Say name="node-not-found" values={{ node: name }} />}</p>
  );
}

/** The same objects as before wherever nothing changed, so that memoised marks and rows stay as they are. */
function useShared<T>(next: T): T {
  const previous = useRef(next);
  // A cache of this very value: reading it early can only find an equal part.
  previous.current = shareStructure(previous.current, next);
  return previous.current;
}
