'use client';

import { CompareDump } from '#components/inspector/compare-dump.tsx';
import { DataPlaneChoice } from '#components/inspector/data-plane-choice.tsx';
import { ProxyText } from '#components/inspector/proxy-text.tsx';
import { Section } from '#components/inspector/section.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { Chip } from '#components/ui/chip.tsx';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import type { BackendView, NodeChoice, NodePortView, NodeView } from '#lib/view/node-types.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/** What one node dials, how that came about, the same as the node itself shows it, and a real dump against it. */
export function NodeTab(props: {
  readonly view: NodeView;
  readonly choices: readonly NodeChoice[];
  readonly url: UrlState;
  readonly predicted: boolean;
  /** The rules of the Service on this node in one mode. */
  readonly print: (mode: NodeView['print']['proxiers'][number]) => string | undefined;
  /** The Service as it is now, whatever is predicted: a dump is of now. */
  readonly liveInput: ServiceInput;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { view, url, onChange } = props;
  const { say, sayText } = useWording();
  const port = view.ports.find((candidate) => candidate.selected) ?? view.ports[0];
  const steps = (url.from === 'outside' ? port?.outsideSteps : undefined) ?? port?.steps ?? [];
  const differsOutside = view.ports.some((candidate) => candidate.outside !== undefined);
  return (
    <div data-inspected-node={view.name}>
      <div className="mt-3 flex gap-2">
        <select
          aria-label={say('node')}
          value={view.name}
          onChange={(event) => onChange({ node: event.target.value })}
          className="select min-w-0 flex-1 font-semibold"
        >
          {!props.choices.some((choice) => choice.name === view.name) && <option>{view.name}</option>}
          {props.choices.map((choice) => (
            <option key={choice.name} value={choice.name}>
              {choice.zone === undefined ? choice.name : `${choice.name} · ${choice.zone}`}
            </option>
          ))}
        </select>
        {url.node !== undefined && (
          <Chip pressed onPress={() => onChange({ node: undefined })}>
            {say('unpin')}
          </Chip>
        )}
      </div>
      <p className="mt-1 text-mute">{view.facts.map(sayText).join(' · ')}</p>
      {differsOutside && (
        <div className="mt-2 flex gap-1.5">
          <Chip pressed={url.from === 'cluster'} onPress={() => onChange({ from: 'cluster' })}>
            {say('from-cluster')}
          </Chip>
          <Chip pressed={url.from === 'outside'} onPress={() => onChange({ from: 'outside' })}>
            {say('from-outside')}
          </Chip>
        </div>
      )}
      {view.ports.map((candidate) => (
        <Backends key={candidate.title} port={candidate} outside={url.from === 'outside'} />
      ))}
      {props.predicted && view.live && (
        <Section title={say('live-now')}>
          <BackendTable backends={view.live.backends} />
        </Section>
      )}
      {port && steps.length > 0 && (
        <Section title={say('how-it-got-there')}>
          <ol className="list-decimal pl-4.5" data-steps={port.portName}>
            {steps.map((step) => (
              <li key={`${step.text.key} ${JSON.stringify(step.text.values)}`}>
                <Words text={step.text} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      <DataPlaneChoice view={view} said={url.dataPlanes} onChange={onChange} />
      <ProxyText view={view} print={props.print} />
      <CompareDump input={props.liveInput} node={view.name} />
      {view.ifZoneLost && (
        <Section title={say('if-zone-lost')}>
          <p className="text-mute">
            <Words text={view.ifZoneLost} />
          </p>
        </Section>
      )}
    </div>
  );
}

function Backends({ port, outside }: { readonly port: NodePortView; readonly outside: boolean }) {
  const backends = outside && port.outside !== undefined ? port.outside : port.backends;
  return (
    <section className="mt-3" data-port={port.portName} data-selected={port.selected}>
      <h3 className={port.selected ? 'font-semibold' : 'text-mute'}>
        <bdi className="font-mono text-micro">{port.title}</bdi>
        {port.portName !== '' && <bdi className="ml-2 font-normal text-mute">{port.portName}</bdi>}
      </h3>
      <BackendTable backends={backends} />
    </section>
  );
}

function BackendTable({ backends }: { readonly backends: readonly BackendView[] }) {
  const { say, percent } = useWording();
  if (backends.length === 0) return <p className="text-bad">{say('dials-nothing')}</p>;
  return (
    <table className="facts table-fixed">
      <colgroup>
        <col />
        <col className="w-14" />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">{say('endpoint')}</th>
          <th scope="col">{say('share')}</th>
        </tr>
      </thead>
      <tbody>
        {backends.map((backend) => (
          <tr key={backend.address} data-backend={backend.address}>
            <td>
              <bdi className="font-mono text-micro">{backend.address}</bdi>
              <span className="flex min-w-0 gap-1 text-mute">
                <ClusterText text={backend.name} className="shrink-[2]" />
                {backend.nodeName !== '' && <span aria-hidden="true">·</span>}
                <ClusterText text={backend.nodeName} />
              </span>
              {backend.crosses && (
                <span className="text-warn">{say('crosses-to', { zone: backend.zone ?? say('no-zone') })}</span>
              )}
            </td>
            <td className="num">{percent(backend.share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
