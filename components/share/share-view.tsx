'use client';

import { useMemo } from 'react';
import { ShareDialog } from '#components/share/share-dialog.tsx';
import { useLive } from '#components/shell/use-live.ts';
import { useWording, type Wording } from '#components/ui/words.tsx';
import type { LiveState } from '#lib/live/live-state.ts';
import { ticketMarkdown } from '#lib/messages/ticket-markdown.ts';
import { formatMoment } from '#lib/model/moment.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import { formatVersion } from '#lib/model/version.ts';
import { formatChanges } from '#lib/scenario/change-grammar.ts';
import { formatGateOverrides } from '#lib/scenario/gate-grammar.ts';
import { nodeView } from '#lib/view/node-view.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { CommandsView, HeadlineView } from '#lib/view/view-types.ts';
import type { WhatIfView } from '#lib/view/what-if-types.ts';
import { whyView } from '#lib/view/why-view.ts';

const infoOf = (state: LiveState) => state.cluster.info;

/** The share dialog over what the page shows just now. */
export function ShareView(props: {
  readonly url: UrlState;
  readonly answer: ServiceAnswer;
  readonly headline: HeadlineView;
  readonly commands: CommandsView;
  /** Absent while no what-if is on. */
  readonly whatIf: WhatIfView | undefined;
  /** The moment that is shown. */
  readonly time: EpochMillis;
  readonly isPast: boolean;
  readonly link: string;
  readonly onClose: () => void;
}) {
  const { url, answer, headline, commands, whatIf, time, link } = props;
  const { language, say, sayText, percent } = useWording();
  const info = useLive(infoOf);
  const context = info?.contextName ?? '';
  const rules = url.minor ?? formatVersion(answer.analysis.input.context.question.version);
  const markdown = useMemo(() => {
    const why = whyView(answer, url);
    const node = nodeView(answer, url);
    return ticketMarkdown({ headline, why, node, commands, whatIf, context, rules, time, link }, language);
  }, [answer, url, headline, commands, whatIf, context, rules, time, link, language]);
  const share = headline.inZoneShare?.value;
  const facts = [
    context,
    `${say('ticket-rules')} ${rules}`,
    formatMoment(time),
    `${say('mode')} ${sayText(headline.mode)}`,
    `${say('in-effect')} ${headline.nodesInEffect.value} ${sayText(headline.ofNodes)}`,
    ...(share === undefined ? [] : [`${sayText(headline.inZone)} ${percent(share)}`]),
    ...(whatIf === undefined ? [] : [`${say('predicted')}: ${formatChanges(url.whatIf)}`]),
  ];
  const isSnapshot = info?.snapshot !== undefined;
  return (
    <ShareDialog
      service={headline.key}
      link={link}
      isSnapshot={isSnapshot}
      markdown={markdown}
      caption={{
        title: titleOf(headline, say),
        facts: facts.filter((fact) => fact !== ''),
        note: say('computed-not-measured'),
      }}
      snapshotAddress={isSnapshot || props.isPast ? undefined : snapshotAddress(headline.key, url)}
      noSnapshot={isSnapshot ? 'share-snapshot-same' : 'share-snapshot-now'}
      onClose={props.onClose}
    />
  );
}

/** A picture of a prediction that does not say so would be taken for what is. */
function titleOf({ key, verdict, liveVerdict }: HeadlineView, say: Wording['say']): string {
  const live = liveVerdict && ` (${say('live-value', { value: say(`verdict-${liveVerdict}`) })})`;
  return `${key}: ${say(`verdict-${verdict}`)}${live ?? ''}`;
}

function snapshotAddress(service: string, { whatIf, minor, gates }: UrlState): string {
  const parameters = new URLSearchParams({
    service,
    ...(whatIf.length > 0 && { 'what-if': formatChanges(whatIf) }),
    ...(minor !== undefined && { minor }),
    ...(gates.length > 0 && { gates: formatGateOverrides(gates) }),
  });
  return `/api/snapshot?${parameters}`;
}
