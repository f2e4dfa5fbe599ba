'use client';

import { Section } from '#components/inspector/section.tsx';
import { CopyBlock } from '#components/ui/copy-button.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { CommandPanel, CommandsView, CommandView } from '#lib/view/view-types.ts';
import type { WhatIfView } from '#lib/view/what-if-types.ts';

const PANELS: readonly CommandPanel[] = ['headline', 'graph', 'why', 'node', 'endpoints', 'replicas'];

/**
 * For each panel the commands that read the same facts, and those that would make the what-if true with what it predicts.
 * Zonescope runs none of them.
 */
export function CommandsTab({ view, whatIf }: { readonly view: CommandsView; readonly whatIf: WhatIfView }) {
  const { say } = useWording();
  const difference = [...whatIf.outcome, ...whatIf.headline];
  return (
    <>
      <Section title={say('commands-show')}>
        {PANELS.map((panel) => {
          const commands = view.show.filter((command) => command.panel === panel);
          if (commands.length === 0) return null;
          return (
            <div key={panel} className="mt-2" data-commands={panel}>
              <h4 className="text-micro text-mute">{say(`commands-of-${panel}`)}</h4>
              <Commands commands={commands} />
            </div>
          );
        })}
      </Section>
      <Section title={say('commands-apply')}>
        {view.apply.length === 0 ? (
          <p className="text-mute">{say(whatIf.active ? 'commands-apply-cannot' : 'commands-apply-none')}</p>
        ) : (
          <p className="text-warn">{say('commands-apply-warning')}</p>
        )}
        {whatIf.active && difference.length > 0 && (
          <ul data-difference className="my-1 list-disc pl-4">
            {difference.map((text) => (
              <li key={`${text.key} ${JSON.stringify(text.values ?? {})}`}>
                <Words text={text} />
              </li>
            ))}
          </ul>
        )}
        <Commands commands={view.apply} />
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
