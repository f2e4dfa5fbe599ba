'use client';

import { Section } from '#components/inspector/section.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { Chip } from '#components/ui/chip.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import { DATA_PLANE_KINDS, type DataPlaneOverride } from '#lib/model/data-plane.ts';
import type { NodeView } from '#lib/view/node-types.ts';

const AS_FOUND = '';

/** What routes on the node, how that was found, and the word of whoever knows better. */
export function DataPlaneChoice(props: {
  readonly view: NodeView;
  readonly said: readonly DataPlaneOverride[];
  readonly onChange: (change: UrlChange) => void;
}) {
  const { view, said, onChange } = props;
  const { say, sayText } = useWording();
  const others = said.filter(({ node }) => node !== view.name);
  const own = said.find(({ node }) => node === view.name);
  const ofAll = said.find(({ node }) => node === undefined);
  // What is found can stand again for one node only where nothing is said of all.
  const withoutIt = own === undefined ? said.filter(({ node }) => node !== undefined) : others;
  const choose = (value: string) => {
    const kind = DATA_PLANE_KINDS.find((candidate) => candidate === value);
    onChange({ dataPlanes: kind === undefined ? withoutIt : [...others, { node: view.name, kind }] });
  };
  return (
    <Section title={say('data-plane')}>
      <p data-data-plane={view.dataPlane.kind}>
        <Words text={view.dataPlane.text} />
      </p>
      <select
        aria-label={say('data-plane-choose', { node: view.name })}
        value={own?.kind ?? ofAll?.kind ?? AS_FOUND}
        onChange={(event) => choose(event.target.value)}
        className="select mt-1 w-full"
      >
        <option value={AS_FOUND}>{say('data-plane-as-found')}</option>
        {DATA_PLANE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {sayText({ key: `data-plane-kind.${kind}` })}
          </option>
        ))}
      </select>
      {own !== undefined && (
        <div className="mt-1.5">
          <Chip onPress={() => onChange({ dataPlanes: [{ kind: own.kind }] })}>{say('data-plane-of-all')}</Chip>
        </div>
      )}
    </Section>
  );
}
