'use client';

import type { Past } from '#components/shell/use-past.ts';
import { Chip } from '#components/ui/chip.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { Say, useWording } from '#components/ui/words.tsx';
import type { EpochMillis } from '#lib/model/object-meta.ts';

/** Above the headline while the page shows the past: from when to when it stood so, and the way back. */
export function PastNotice(props: { readonly past: Past; readonly now: EpochMillis; readonly onReturn: () => void }) {
  const { past, now } = props;
  const { say } = useWording();
  if (past.kind === 'none') return null;
  return (
    <div
      role="status"
      data-past={past.kind}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-accent border-b-2 bg-lane px-4 py-1.5"
    >
      <span className="min-w-0 flex-1">{<Sentence past={past} now={now} />}</span>
      <Chip onPress={props.onReturn} pressed>
        {say('past-return')}
      </Chip>
    </div>
  );
}

function Sentence({ past, now }: { readonly past: Past; readonly now: EpochMillis }) {
  switch (past.kind) {
    case 'none':
      return null;
    case 'loading':
      return <Say name="past-loading" />;
    case 'failed':
      return <Say name="past-failed" />;
    case 'there': {
      const { time, until, input } = past.moment;
      return (
        <>
          <b>
            <Say name="past-notice" /> <LocalTime time={time} now={now} /> <Say name="past-until" />{' '}
            {until === undefined ? <Say name="timeline-now" /> : <LocalTime time={until} now={now} />}
          </b>
          {input === undefined && (
            <>
              {' '}
              <Say name="past-let-go" />
            </>
          )}
        </>
      );
    }
    default:
      return past satisfies never;
  }
}
