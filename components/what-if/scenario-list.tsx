'use client';

import { Chip } from '#components/ui/chip.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Say, useWording, Words } from '#components/ui/words.tsx';
import type { ControlProps } from '#components/what-if/control-group.tsx';
import type { Text } from '#lib/model/text.ts';
import type { CommandView } from '#lib/view/view-types.ts';
import type { StripView, WhatIfView } from '#lib/view/what-if-types.ts';

export interface ScenarioListProps extends ControlProps {
  readonly view: WhatIfView;
  readonly refused: readonly Text[];
  /** What an outage does to the other Services. */
  readonly losses: readonly Text[];
  /** Undefined until the worker has counted. */
  readonly strip: StripView | undefined;
  readonly onCompare: () => void;
  readonly apply: readonly CommandView[];
  readonly onReset: () => void;
  /** The address that opens this very view. */
  readonly shareLink: () => string;
}

/** The changes of the what-if, each of which can be taken out again, what cannot be made, and what it all rests on. */
export function ScenarioList(props: ScenarioListProps) {
  const { view, changes } = props;
  const { say, sayText } = useWording();
  if (!view.active) {
    return (
      <>
        {props.strip?.turning && (
          <p className="mb-1" data-what-if="turning">
            <Words text={props.strip.turning} />{' '}
            <button type="button" className="text-accent hover:underline" onClick={props.onCompare}>
              {say('compare-flips-open')}
            </button>
          </p>
        )}
        <p className="text-mute">
          <Say name="what-if-idle" />
        </p>
      </>
    );
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5">
        <Chip onPress={props.onReset} pressed>
          {say('reset')}
        </Chip>
        {props.apply.length > 0 && (
          <CopyButton text={props.apply.map(({ command }) => command).join('\n')} word={say('copy-command')} />
        )}
        <CopyButton text={props.shareLink} word={say('share-link')} />
      </div>
      <ul aria-label={say('changes-of-scenario')} className="mt-1 flex flex-wrap gap-1">
        {view.changes.map(({ id, text }, index) => (
          <li key={id} className="max-w-full">
            <button
              type="button"
              aria-label={say('remove-change', { change: sayText(text) })}
              onClick={() => props.onChange(changes.toSpliced(index, 1), true)}
              className="inline-flex max-w-full items-center gap-1 rounded border border-accent px-1.5 text-accent hover:border-edge"
            >
              <span className="truncate">
                <Words text={text} />
              </span>
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      <ul className="mt-1 grid gap-0.5">
        {props.refused.map((text) => (
          <li key={keyOf(text)} className="text-warn">
            <Words text={text} />
          </li>
        ))}
        {props.losses.map((text) => (
          <li key={keyOf(text)} data-what-if="losses">
            <Words text={text} />
          </li>
        ))}
        {view.assumptions.map((text) => (
          <li key={keyOf(text)} className="text-mute">
            <Words text={text} />
          </li>
        ))}
      </ul>
    </>
  );
}

function keyOf(text: Text): string {
  return `${text.key} ${JSON.stringify(text.values ?? {})}`;
}
