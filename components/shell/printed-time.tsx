import { Say } from '#components/ui/words.tsx';
import type { EpochMillis } from '#lib/model/object-meta.ts';

/** On paper the moment must stand beside the data, with its date; nothing on the screen, and nothing in a server rendering. */
export function PrintedTime({ now }: { readonly now: EpochMillis }) {
  if (now === 0) return null;
  const time = new Date(now).toISOString();
  return (
    <p className="printed-time" data-printed-time="">
      <Say name="printed-at" values={{ time }} />
    </p>
  );
}
