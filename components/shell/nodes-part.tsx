'use client';

import { useMemo } from 'react';
import { NodesTable } from '#components/graph/nodes-table.tsx';
import { nodesView } from '#lib/view/nodes-view.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/** The nodes as the EndpointSlice controller counts them, in place of the graph. */
export function NodesPart(props: {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
  readonly onPin: (node: string) => void;
}) {
  const { url, answer, onPin } = props;
  const view = useMemo(() => nodesView(answer, url), [answer, url]);
  return <NodesTable view={view} onPin={onPin} />;
}
