'use client';

import { Section } from '#components/inspector/section.tsx';
import { CopyBlock } from '#components/ui/copy-button.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { CommandsView, CommandView } from '#lib/view/view-types.ts';

/** Commands that read the same facts, and those that would make the what-if true. Zonescope runs none of them. */
export function CommandsTab({ view }: { readonly view: CommandsView }) {
  const { say } = useWording();
  return (
    <>
      <Section title={say('commands-show')}>
        <Commands commands={view.show} />
      </Section>
      <Section title={say('commands-apply')}>
        {view.apply.length === 0 ? (
          <p className="text-mute">{say('commands-apply-none')}</p>
        ) : (
          <>
            <p className="text-warn">{say('commands-apply-warning')}</p>
            <Commands commands={view.apply} />
          </>
        )}
      </Section>
    </>
  );
}

function Commands({ commands }: { readonly commands: readonly CommandView[] }) {
  const { sayText } = useWording();
  return (
    <ul className="grid grid-cols-1 gap-2">
      {commands.map((command) => (
        <li key={command.command}>
          <p className="text-mute">
            <Words text={command.about} />
          </p>
          <CopyBlock text={command.command} about={sayText(command.about)} />
        </li>
      ))}
    </ul>
  );
}
