'use client';

import { LoadBar } from '#components/inspector/load-bar.tsx';
import { MixControl } from '#components/inspector/mix-control.tsx';
import { Section } from '#components/inspector/section.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { Predicted } from '#components/ui/predicted.tsx';
import { Say, useWording, Words } from '#components/ui/words.tsx';
import type { LoadView, ZoneLoadView } from '#lib/view/load-view.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/** The client mix with its controls, what each zone sends and takes, and what crossing costs. */
export function LoadPart(props: {
  readonly view: LoadView;
  readonly url: UrlState;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { view } = props;
  const { say, percent, number } = useWording();
  return (
    <>
      <Section title={say('load-clients')}>
        <MixControl url={props.url} onChange={props.onChange} />
      </Section>
      <Section title={say('load-zones')}>
        <p className="text-mute" data-load="mix">
          <Words text={view.mix} />
        </p>
        <table className="facts mt-1">
          <thead>
            <tr>
              <th scope="col">{say('zone')}</th>
              <th scope="col" className="num">
                {say('load-sends')}
              </th>
              <th scope="col" className="num">
                {say('load-takes')}
              </th>
              <th scope="col">
                <span className="pl-2">{say('load-of-fair')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {view.zones.map((zone) => (
              <ZoneRow key={zone.zone ?? ''} zone={zone} />
            ))}
          </tbody>
        </table>
        {view.findings.length > 0 && (
          <ul className="mt-1 text-warn" data-load="findings">
            {view.findings.map((text) => (
              <li key={`${text.key} ${text.values?.['zone'] ?? ''}`}>
                <Words text={text} />
              </li>
            ))}
          </ul>
        )}
        {view.crossing !== undefined && (
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3" data-load="crossing">
            <dt className="text-mute">{say('load-crossing')}</dt>
            <dd>
              <Predicted of={view.crossing} write={percent} />
            </dd>
            {view.cost && (
              <>
                <dt className="text-mute">{say('load-cost')}</dt>
                <dd data-load="cost">
                  <b>
                    <Predicted of={view.cost.total} write={number} />
                  </b>{' '}
                  <span className="text-mute">
                    <Words text={view.cost.text} />
                  </span>
                </dd>
              </>
            )}
          </dl>
        )}
        <p className="mt-1 text-mute">
          <Say name="load-computed" />
        </p>
      </Section>
    </>
  );
}

function ZoneRow({ zone }: { readonly zone: ZoneLoadView }) {
  const { say, percent, number } = useWording();
  return (
    <tr data-load-zone={zone.zone ?? ''}>
      <th scope="row">
        <ClusterText text={zone.zone ?? say('no-zone')} />
      </th>
      <td className="num">{percent(zone.sends)}</td>
      <td className="num">{percent(zone.takes)}</td>
      <td className="w-1/2">
        {zone.load === undefined ? (
          <span className="pl-2 text-mute">{say('no-endpoints')}</span>
        ) : (
          <span className="flex items-center gap-2 pl-2">
            <LoadBar load={zone.load.value} />
            <span className={`shrink-0 ${zone.overloaded ? 'text-warn' : ''}`}>
              <Predicted of={zone.load} write={number} />
            </span>
          </span>
        )}
      </td>
    </tr>
  );
}
