'use client';

import { Chip } from '#components/ui/chip.tsx';
import { Say, useWording, Words } from '#components/ui/words.tsx';
import type { Change } from '#lib/model/scenario.ts';
import type { CompareView } from '#lib/view/compare-view.ts';

/** The nearest single changes that turn hints on or off, each to be tried. */
export function FlipsPart(props: { readonly flips: CompareView['flips']; readonly onTry: (change: Change) => void }) {
  const { flips, onTry } = props;
  const { say, sayText } = useWording();
  if (flips === undefined) {
    return (
      <p className="text-mute">
        <Say name="compare-flips-not-asked" />
      </p>
    );
  }
  return (
    <>
      <p className="text-mute">
        <Say name={flips.hints ? 'compare-flips-off' : 'compare-flips-on'} />
      </p>
      {flips.nearest.length === 0 && (
        <p>
          <Say name="compare-flips-none" />
        </p>
      )}
      <ul data-compare="flips">
        {flips.nearest.map(({ text, change }) => (
          <li key={sayText(text)} className="flex items-start gap-2 py-0.5">
            <span className="min-w-0 flex-1">
              <Words text={text} />
            </span>
            {change && (
              <Chip onPress={() => onTry(change)} label={say('compare-try-label', { change: sayText(text) })}>
                {say('compare-try')}
              </Chip>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
