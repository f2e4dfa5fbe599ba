'use client';

import { useWording } from '#components/ui/words.tsx';
import type { Predicted as PredictedValue } from '#lib/view/view-types.ts';

/** A number that a what-if may have changed: the predicted one is marked, the live one stands beside it. */
export function Predicted(props: { readonly of: PredictedValue<number>; readonly write: (value: number) => string }) {
  const { say } = useWording();
  const { value, live } = props.of;
  if (live === undefined) return props.write(value);
  return (
    <span className="whitespace-nowrap">
      <b className="text-accent" title={say('predicted')}>
        {props.write(value)}
      </b>{' '}
      <span className="text-mute">({say('live-value', { value: props.write(live) })})</span>
    </span>
  );
}
