'use client';

import { useMemo } from 'react';
import { PagedTable } from '#components/graph/paged-table.tsx';
import { Inspector } from '#components/inspector/inspector.tsx';
import { Section } from '#components/inspector/section.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { CopyBlock } from '#components/ui/copy-button.tsx';
import { ScrollBox } from '#components/ui/scroll-box.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import { Say, useWording, Words } from '#components/ui/words.tsx';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Service } from '#lib/model/service.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { type LimitedView, limitedView } from '#lib/view/limited-view.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/**
 * The panes of a Service for whom nodes or slices may not be read: what it and its slices say themselves, and which right
 * is missing for all else. Nothing is computed, since it would be made up.
 */
export function LimitedPanes(props: {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  readonly row: ServiceRow;
  readonly url: UrlState;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { service, slices, row, url, onChange } = props;
  const { say } = useWording();
  const view = useMemo(() => limitedView(service, slices, row), [service, slices, row]);
  const { notInFile } = view;
  const rights = notInFile ?? view.missing.join(', ');
  return (
    <>
      <main id="main" className="area-main" data-limited={rights}>
        <Head view={view} />
        <ScrollBox label={say('endpoints')} className="min-h-0 flex-1 overflow-auto">
          <div className="px-4 py-4">
            <h3 className="font-semibold text-head">
              <Say name="limited-title" />
            </h3>
            <p className="mt-1 max-w-prose text-mute">
              {notInFile === undefined ? (
                <Say name="limited-why" values={{ rights }} />
              ) : (
                <Say name="limited-why-file" values={{ kinds: notInFile }} />
              )}
            </p>
            {view.endpoints !== undefined && <Endpoints endpoints={view.endpoints} />}
          </div>
        </ScrollBox>
      </main>
      <div className="area-inspector">
        <Inspector tab={url.tab} onTab={(next) => onChange({ tab: next })}>
          {notInFile === undefined ? (
            <Section title={say('no-permission', { rights })}>
              <p>
                <Say name="limited-inspector" />
              </p>
              <p className="mt-2 text-mute">
                <Say name="limited-check" />
              </p>
              {view.checks.map((command) => (
                <CopyBlock key={command} text={command} />
              ))}
            </Section>
          ) : (
            <Section title={say('not-in-file', { kinds: notInFile })}>
              <p>
                <Say name="limited-inspector-file" />
              </p>
              <CopyBlock text="kubectl get nodes,services,endpointslices,pods -A -o json" />
            </Section>
          )}
        </Inspector>
      </div>
      <section
        aria-label={say('what-if')}
        className="area-what-if border-line border-t bg-panel px-4 py-2"
        data-pane="what-if"
      >
        <h2>
          <b>{say('what-if')}</b>{' '}
          <span className="text-mute">
            <Say name="limited-what-if" values={{ rights }} />
          </span>
        </h2>
      </section>
      <div className="area-time">
        <footer className="timeline border-line border-t bg-panel" data-pane="timeline">
          <b>{say('hints-over-time')}</b>
          <span className="text-mute">
            <Say name="limited-past" values={{ rights }} />
          </span>
        </footer>
      </div>
    </>
  );
}

function Head({ view }: { readonly view: LimitedView }) {
  const { say } = useWording();
  return (
    <header className="border-line border-b bg-panel px-4 py-2" data-headline={view.key}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="flex min-w-0 max-w-full items-center gap-2 font-semibold text-head">
          <VerdictMark state="unknown" asked={view.mode.key !== 'mode.off'} />
          <ClusterText text={view.key} />
        </h2>
        <span data-verdict="unknown">{say('verdict-unknown')}</span>
        <span className="font-mono text-micro text-mute">
          {view.clusterIPs.join(', ') || say('no-cluster-ip-given')}
        </span>
        <bdi className="text-mute">{view.ports.join(', ')}</bdi>
      </div>
      <p className="mt-1 text-mute">
        {say('mode')}{' '}
        <span className="text-ink">
          <Words text={view.mode} />
        </span>
        {view.modeSource !== undefined && (
          <code className="ml-1.5 font-mono text-micro">
            <bdi>{view.modeSource}</bdi>
          </code>
        )}
      </p>
    </header>
  );
}

function Endpoints({ endpoints }: { readonly endpoints: NonNullable<LimitedView['endpoints']> }) {
  const { say } = useWording();
  if (endpoints.length === 0) return <p className="mt-4 text-mute">{say('no-endpoints')}</p>;
  const heads = [say('zone'), say('endpoint'), say('address'), say('state'), say('node'), say('hints')];
  return (
    <div className="mt-4">
      <PagedTable caption={say('endpoints')} heads={heads} count={endpoints.length}>
        {(from, to) =>
          endpoints.slice(from, to).map((row) => (
            <tr
              key={row.id}
              className="whitespace-nowrap"
              data-endpoint-row={row.address}
              data-hints={row.hints.join(',')}
            >
              <td>{row.zone === undefined ? say('no-zone') : <ClusterText text={row.zone} />}</td>
              <td>
                <ClusterText text={row.name} />
              </td>
              <td className="font-mono text-micro">
                <ClusterText text={row.address} />
              </td>
              <td>{say(`state-${row.state}`)}</td>
              <td>{row.nodeName === '' ? say('unknown-node') : <ClusterText text={row.nodeName} />}</td>
              <td>{row.hints.length === 0 ? say('no-hint') : <ClusterText text={row.hints.join(', ')} />}</td>
            </tr>
          ))
        }
      </PagedTable>
    </div>
  );
}
