'use client';

import { useMemo, useState } from 'react';
import { Section } from '#components/inspector/section.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { CopyBlock } from '#components/ui/copy-button.tsx';
import { useWording } from '#components/ui/words.tsx';
import { COMMAND_BY_PROXIER } from '#lib/view/dump-view.ts';
import type { NodeView } from '#lib/view/node-types.ts';

type Mode = NodeView['print']['proxiers'][number];

/** The Service's rules as the node shows them, in the mode that is known, else in any that its version has. */
export function ProxyText(props: {
  readonly view: NodeView;
  /** undefined where there is nothing to print. */
  readonly print: (mode: Mode) => string | undefined;
}) {
  const { view, print } = props;
  const { proxiers, known, warnsOfIpvs, isOther, hasNodePorts } = view.print;
  const { say } = useWording();
  const [chosen, setChosen] = useState<Mode>();
  const wanted = chosen ?? known;
  const mode = proxiers.find((proxier) => proxier === wanted) ?? proxiers[0];
  const text = useMemo(() => (mode === undefined ? undefined : print(mode)), [print, mode]);
  if (mode === undefined || text === undefined) return null;
  return (
    <Section title={say('as-node-shows')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a border of its own */}
      <div role="group" aria-label={say('proxy-mode')} className="flex flex-wrap gap-1.5">
        {proxiers.map((proxier) => (
          <Chip key={proxier} pressed={proxier === mode} onPress={() => setChosen(proxier)}>
            <span className="font-mono text-micro">{COMMAND_BY_PROXIER[proxier]}</span>
          </Chip>
        ))}
      </div>
      <div className="mt-1 grid gap-0.5 text-mute">
        {isOther && <p className="text-warn">{say('other-data-plane')}</p>}
        {known === undefined && !isOther && <p>{say('mode-not-told')}</p>}
        {mode === 'ipvs' && warnsOfIpvs && <p className="text-warn">{say('ipvs-deprecated')}</p>}
        {mode === 'ipvs' && hasNodePorts && <p>{say('node-ports-left-out')}</p>}
        {mode !== 'ipvs' && <p>{say('masquerade-left-out')}</p>}
      </div>
      <div {...{ [`data-${mode}`]: view.name }}>
        <CopyBlock columns text={text} about={COMMAND_BY_PROXIER[mode]} />
      </div>
    </Section>
  );
}
