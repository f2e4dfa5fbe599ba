'use client';

import { Chip } from '#components/ui/chip.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Say, useWording, Words } from '#components/ui/words.tsx';
import { ReplicaStrip } from '#components/what-if/replica-strip.tsx';
import { isZoneDown, modeOf, withMode, withReplicas, withZoneToggled } from '#components/what-if/what-if-changes.ts';
import type { Change, ServiceMode } from '#lib/model/scenario.ts';
import type { Text } from '#lib/model/text.ts';
import type { CommandView, WhatIfView } from '#lib/view/view-types.ts';

const MODES: readonly ServiceMode[] = ['Auto', 'PreferClose', 'PreferSameZone', 'PreferSameNode', 'Local', 'off'];

/** Below the graph: replicas, zone outage and mode, and what each would change. Nothing is written to the cluster. */
export function WhatIfBar(props: {
  readonly view: WhatIfView;
  readonly changes: readonly Change[];
  readonly zones: readonly string[];
  /** The values of trafficDistribution that this version knows. */
  readonly distributions: readonly string[];
  readonly liveMode: ServiceMode;
  readonly refused: readonly Text[];
  readonly apply: readonly CommandView[];
  /** `settled` is false while a slider is being dragged. */
  readonly onChange: (changes: readonly Change[], settled: boolean) => void;
  readonly onReset: () => void;
  /** The address that opens this very view. */
  readonly shareLink: () => string;
}) {
  const { view, changes, liveMode, onChange } = props;
  const { say } = useWording();
  const mode = modeOf(changes, liveMode);
  const known = MODES.filter((name) => !name.startsWith('Prefer') || props.distributions.includes(name));
  const modes = known.includes(liveMode) ? known : [liveMode, ...known];
  return (
    <section aria-label={say('what-if')} className="what-if border-line border-t bg-panel" data-pane="what-if">
      <div className="min-w-0 overflow-y-auto px-4 py-2">
        <h2 className="truncate">
          <b>{say('what-if')}</b> <span className="text-mute">{say('nothing-is-written')}</span>
        </h2>
        {props.zones.length > 0 && (
          <Choice label={say('zone-outage')}>
            {props.zones.map((zone) => (
              <Chip
                key={zone}
                pressed={isZoneDown(changes, zone)}
                onPress={() => onChange(withZoneToggled(changes, zone), true)}
                label={say('zone-outage-of', { zone })}
              >
                <bdi className="max-w-24 truncate">{zone}</bdi>
              </Chip>
            ))}
          </Choice>
        )}
        <Choice label={say('mode')}>
          {modes.map((name) => (
            <Chip
              key={name}
              pressed={name === mode}
              onPress={() => onChange(withMode(changes, name, liveMode), true)}
              label={say('mode-label', { mode: name.replace('Prefer', '') })}
              title={name}
            >
              {name.replace('Prefer', '')}
            </Chip>
          ))}
        </Choice>
      </div>
      <Replicas {...props} />
      <div className="min-w-0 overflow-y-auto px-4 py-2">
        {view.active ? (
          <>
            <div className="flex flex-wrap items-center gap-1.5">
              <Chip onPress={props.onReset} pressed>
                {say('reset')}
              </Chip>
              {props.apply.length > 0 && (
                <CopyButton text={props.apply.map(({ command }) => command).join('\n')} word={say('copy-command')} />
              )}
              <ShareLink link={props.shareLink} />
            </div>
            <ul className="mt-1 grid gap-0.5">
              {props.refused.map((text) => (
                <li key={keyOf(text)} className="text-warn">
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
        ) : (
          <p className="text-mute">
            <Say name="what-if-idle" />
          </p>
        )}
      </div>
    </section>
  );
}

function Replicas(props: Parameters<typeof WhatIfBar>[0]) {
  const { view, changes, onChange } = props;
  const { say, number } = useWording();
  const live = view.replicas.live ?? view.replicas.value;
  if (view.strip.length === 0) {
    return (
      <div className="min-w-0 px-4 py-2">
        <b>{say('replicas')}</b> <p className="text-mute">{view.noSlider && <Words text={view.noSlider} />}</p>
      </div>
    );
  }
  return (
    <div className="min-w-0 overflow-y-auto px-4 py-2">
      <div className="flex justify-between gap-4">
        <span className="min-w-0 truncate">
          {say('replicas')} <b>{number(live)}</b>
          {view.replicas.value !== live && (
            <>
              {' → '}
              <b className="text-accent">{number(view.replicas.value)}</b>
            </>
          )}{' '}
          {view.workload !== undefined && <bdi className="text-mute">{view.workload}</bdi>}
        </span>
        <span className="shrink-0 text-mute">
          <span aria-hidden="true" className="strip-none mr-1.5 inline-block size-3 rounded-[2px] align-[-1px]" />
          {say('no-hints-at-this-count')}
        </span>
      </div>
      <ReplicaStrip
        cells={view.strip}
        live={live}
        chosen={view.replicas.value}
        onChoose={(replicas) => onChange(withReplicas(changes, replicas, live), false)}
      />
      <p aria-live="polite" className="mt-1.5" data-what-if="outcome">
        {view.active && <b className="text-accent">{say('predicted')} </b>}
        <Sentences texts={[...view.outcome, ...view.headline]} />
      </p>
    </div>
  );
}

function Sentences({ texts }: { readonly texts: readonly Text[] }) {
  return texts.map((text, index) => (
    <span key={keyOf(text)} className={index === 0 ? '' : 'text-mute'}>
      {index > 0 && ' · '}
      <Words text={text} />
    </span>
  ));
}

function Choice({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <fieldset className="mt-1.5 flex flex-wrap items-center gap-1">
      <legend className="float-left mr-1 leading-6">{label}</legend>
      {children}
    </fieldset>
  );
}

function ShareLink({ link }: { readonly link: () => string }) {
  const { say } = useWording();
  return <CopyButton text={link} word={say('share-link')} />;
}

function keyOf(text: Text): string {
  return `${text.key} ${JSON.stringify(text.values ?? {})}`;
}
