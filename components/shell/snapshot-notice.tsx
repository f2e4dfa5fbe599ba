'use client';

import { closeSnapshot } from '#components/share/open-snapshot.ts';
import { useOpened } from '#components/shell/use-live.ts';
import { urlStore, useUrl } from '#components/shell/use-url.ts';
import { Chip } from '#components/ui/chip.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { Say, useWording, type Wording } from '#components/ui/words.tsx';
import { type MissingKind, missingKinds } from '#lib/model/cluster.ts';
import { parseChanges } from '#lib/scenario/change-grammar.ts';
import type { SnapshotInfo } from '#lib/wire/watched-cluster.ts';

/** Says loudly that a file is shown, of which moment, and how to come back to what is live. */
export function SnapshotNotice({ snapshot }: { readonly snapshot: SnapshotInfo }) {
  const { say } = useWording();
  const { state: url } = useUrl();
  const isDropped = useOpened() !== undefined;
  const { name, time, whatIf, redacted, missing } = snapshot;
  return (
    <div
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-accent border-b-2 bg-lane px-4 py-1.5"
      data-snapshot={name}
    >
      <span className="min-w-0 flex-1 break-words">
        <b>
          <Say name="notice-snapshot" values={{ name }} /> <LocalTime time={time} now={0} />.
        </b>
        {redacted && (
          <>
            {' '}
            <Say name="notice-snapshot-redacted" />
          </>
        )}
        {missing !== undefined && (
          <>
            {' '}
            <Say
              name="notice-snapshot-missing"
              values={{
                kinds: missingKinds({ missing })
                  .map((kind) => kindWords(kind, say))
                  .join(', '),
              }}
            />
          </>
        )}
      </span>
      {whatIf !== undefined && url.whatIf.length === 0 && (
        <Chip onPress={() => urlStore().push({ whatIf: parseChanges(whatIf).changes })}>
          {say('notice-snapshot-what-if')}
        </Chip>
      )}
      {isDropped && (
        <Chip onPress={closeSnapshot} pressed>
          {say('notice-snapshot-close')}
        </Chip>
      )}
    </div>
  );
}

/** Beyond so many names the notice would be a list. */
const MOST_NAMES = 8;

/** `endpointslices in namespace shop`. */
function kindWords({ kind, namespaces }: MissingKind, say: Wording['say']): string {
  const count = namespaces.length;
  if (count === 0) return kind;
  const values = { kind, count, names: namespaces.slice(0, MOST_NAMES).join(', ') };
  return say(count > MOST_NAMES ? 'snapshot-lacks-in-more' : 'snapshot-lacks-in-namespaces', values);
}
