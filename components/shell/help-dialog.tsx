'use client';

import { Key } from '#components/ui/chip.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Say, useWording } from '#components/ui/words.tsx';
import type { MessageKey } from '#lib/messages/message-key.ts';

const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly about: MessageKey }[] = [
  { keys: ['/', '⌘K', 'Ctrl K'], about: 'help-search' },
  { keys: ['j', 'k', '↑', '↓'], about: 'help-move' },
  { keys: ['Enter'], about: 'help-open' },
  { keys: ['←', '→'], about: 'help-slider' },
  { keys: ['Esc'], about: 'help-escape' },
  { keys: ['?'], about: 'help-help' },
];

/** What the page is, what it computes and what not, and its keys. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { say } = useWording();
  return (
    <Dialog title={say('help')} onClose={onClose}>
      <div className="grid gap-3 px-4 py-3">
        <p>
          <Say name="help-what" />
        </p>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
          {SHORTCUTS.map(({ keys, about }) => (
            <div key={about} className="contents">
              <dt className="flex gap-1">
                {keys.map((key) => (
                  <Key key={key}>{key}</Key>
                ))}
              </dt>
              <dd>
                <Say name={about} />
              </dd>
            </div>
          ))}
        </dl>
        <p className="font-semibold">
          <Say name="computed-not-measured" />
        </p>
        <p className="text-mute">
          <Say name="help-bypass" />
        </p>
        <p className="text-mute">
          <Say name="help-read-only" />
        </p>
      </div>
    </Dialog>
  );
}
