'use client';

import { memo, useCallback, useMemo } from 'react';
import { CommandsTab } from '#components/inspector/commands-tab.tsx';
import { CompareTab } from '#components/inspector/compare-tab.tsx';
import { EndpointsTab } from '#components/inspector/endpoints-tab.tsx';
import { NodeTab } from '#components/inspector/node-tab.tsx';
import { useComparison } from '#components/inspector/use-comparison.ts';
import type { UrlChange } from '#components/shell/url-change.ts';
import { WhyPart } from '#components/shell/why-part.tsx';
import { useShared } from '#components/ui/use-shared.ts';
import { Say } from '#components/ui/words.tsx';
import { endpointsView } from '#lib/view/endpoints-view.ts';
import { loadView } from '#lib/view/load-view.ts';
import { nodeChoices } from '#lib/view/node-choices.ts';
import type { NodeView } from '#lib/view/node-types.ts';
import { nodeView } from '#lib/view/node-view.ts';
import { printProxyText } from '#lib/view/proxy-print.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { CommandsView } from '#lib/view/view-types.ts';
import type { WhatIfView } from '#lib/view/what-if-types.ts';

/** What the inspector shows in the tab of the URL. */
export const TabContent = memo(function TabContent(props: {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
  readonly predicted: boolean;
  readonly commands: CommandsView;
  readonly whatIf: WhatIfView;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { url, answer, predicted, commands, whatIf, onChange } = props;
  switch (url.tab) {
    case 'why':
      return <WhyPart url={url} answer={answer} predicted={predicted} onChange={onChange} />;
    case 'node':
      return <NodePart url={url} answer={answer} predicted={predicted} onChange={onChange} />;
    case 'endpoints':
      return <EndpointsPart answer={answer} url={url} onChange={onChange} />;
    case 'compare':
      return <ComparePart answer={answer} url={url} onChange={onChange} />;
    case 'commands':
      return <CommandsTab view={commands} whatIf={whatIf} />;
    default:
      return url.tab satisfies never;
  }
});

function EndpointsPart(props: {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { url, answer, onChange } = props;
  const rows = useShared(useMemo(() => endpointsView(answer, url), [answer, url]));
  const load = useShared(useMemo(() => loadView(answer, url), [answer, url]));
  return <EndpointsTab rows={rows} load={load} url={url} onChange={onChange} />;
}

function ComparePart(props: {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
  readonly onChange: (change: UrlChange) => void;
}) {
  return <CompareTab {...props} view={useComparison(props.answer, props.url)} />;
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
