'use client';

import { useMemo } from 'react';
import { WhyTab } from '#components/inspector/why-tab.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { useLive } from '#components/shell/use-live.ts';
import { NODE_LOCAL_DNS_SERVICES } from '#lib/diagnose/node-local-dns.ts';
import type { LiveState } from '#lib/live/live-state.ts';
import { serviceFindings } from '#lib/view/findings-view.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import { whyView } from '#lib/view/why-view.ts';

/** Those that are there, in one string: a row that changes must not draw the tab anew. */
const nodeLocalDnsOf = ({ cluster }: LiveState) =>
  NODE_LOCAL_DNS_SERVICES.filter((key) => cluster.rowByKey.has(key)).join(' ');

/** The three lines and, below, what the linter finds about the Service. */
export function WhyPart(props: {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
  readonly predicted: boolean;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { url, answer, predicted, onChange } = props;
  const present = useLive(nodeLocalDnsOf);
  const view = useMemo(() => whyView(answer, url), [answer, url]);
  const findings = useMemo(
    () => serviceFindings(answer.analysis, (key) => present.split(' ').includes(key), url),
    [answer, present, url],
  );
  return <WhyTab view={view} findings={findings} supposed={predicted || url.minor !== undefined} onChange={onChange} />;
}
