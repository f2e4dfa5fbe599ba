'use client';

import { FlipsPart } from '#components/inspector/flips-part.tsx';
import { ModesTable } from '#components/inspector/modes-table.tsx';
import { Section } from '#components/inspector/section.tsx';
import { VersionPart } from '#components/inspector/version-part.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { useWording, Words } from '#components/ui/words.tsx';
import type { Change } from '#lib/model/scenario.ts';
import type { CompareView } from '#lib/view/compare-view.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/** Modes side by side, the nearest changes that turn hints on or off, and the same cluster at another version. */
export function CompareTab(props: {
  /** Undefined while it is computed. */
  readonly view: CompareView | undefined;
  readonly url: UrlState;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { view, url, onChange } = props;
  const { say } = useWording();
  if (view === undefined) {
    return (
      <p className="mt-3 text-mute" role="status">
        {say('compare-counting')}
      </p>
    );
  }
  const tryOut = (change: Change) =>
    onChange({ whatIf: [...url.whatIf.filter((other) => !isReplacedBy(other, change)), change] });
  return (
    <>
      <Section title={say('compare-modes')}>
        <p className="text-mute">
          <Words text={view.mix} />
        </p>
        {view.assumption && (
          <p className="text-mute">
            <Words text={view.assumption} />
          </p>
        )}
        <ModesTable rows={view.modes} onTry={tryOut} />
      </Section>
      <Section title={say('compare-flips')}>
        <FlipsPart flips={view.flips} onTry={tryOut} />
      </Section>
      <Section title={say('compare-versions')}>
        <VersionPart view={view.version} onVersion={(version) => onChange({ upgrade: version })} />
      </Section>
    </>
  );
}

/** A what-if holds one mode, one replica count, and one size or label of a node. */
function isReplacedBy(old: Change, next: Change): boolean {
  if (old.kind !== next.kind) return false;
  if ((old.kind === 'cpu' || old.kind === 'relabel') && 'node' in next) return old.node === next.node;
  return old.kind === 'mode' || old.kind === 'replicas';
}
