'use client';

import { memo } from 'react';
import { EndpointGlyph } from '#components/graph/endpoint-glyph.tsx';
import { LoadBar } from '#components/inspector/load-bar.tsx';
import { LoadPart } from '#components/inspector/load-part.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { usePage } from '#components/ui/pager.tsx';
import { Predicted } from '#components/ui/predicted.tsx';
import { useWording } from '#components/ui/words.tsx';
import type { LoadView } from '#lib/view/load-view.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { EndpointRowView } from '#lib/view/view-types.ts';

const PAGE = 100;

/** Who sends and what that does to each zone, then the endpoints, each with everything that its slice says of it. */
export function EndpointsTab(props: {
  readonly rows: readonly EndpointRowView[];
  readonly load: LoadView;
  readonly url: UrlState;
  readonly onChange: (change: UrlChange) => void;
}) {
  return (
    <>
      <LoadPart view={props.load} url={props.url} onChange={props.onChange} />
      <EndpointList rows={props.rows} />
    </>
  );
}

function EndpointList({ rows }: { readonly rows: readonly EndpointRowView[] }) {
  const { say } = useWording();
  const { from, to, pager } = usePage(rows.length, PAGE);
  if (rows.length === 0) return <p className="mt-3 text-mute">{say('no-endpoints')}</p>;
  return (
    <>
      <ul className="mt-1" aria-label={say('endpoints')}>
        {rows.slice(from, to).map((row) => (
          <EndpointRow key={row.id} row={row} />
        ))}
      </ul>
      {pager}
    </>
  );
}

const EndpointRow = memo(function EndpointRow({ row }: { readonly row: EndpointRowView }) {
  const { say, percent, number } = useWording();
  const hintsText = (hints: readonly string[]) => (hints.length === 0 ? say('no-hint') : hints.join(', '));
  const gone = row.fate === 'goes';
  return (
    <li
      data-endpoint-row={row.address}
      data-hints={row.hints.join(',')}
      className="drawn-in-view grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2 border-line border-b py-2"
    >
      <svg aria-hidden="true" width="12" height="12" className="mt-[3px]">
        <g transform="translate(6 6)">
          <EndpointGlyph state={row.state} color="var(--ink)" radius={5} />
        </g>
      </svg>
      <span className="flex min-w-0 gap-2">
        <ClusterText text={row.name} className={gone ? 'line-through' : ''} />
        {row.fate !== 'stays' && <span className="shrink-0 text-accent">{say(`fate-${row.fate}`)}</span>}
      </span>
      <span>
        <Predicted of={row.share} write={percent} />
      </span>
      <EndpointLoad row={row} />
      <dl className="col-span-2 col-start-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-mute">
        <Pair name={say('address')} value={row.address} mono />
        <Pair
          name={say('state')}
          value={say(`state-${row.state}`)}
          live={row.liveState && say(`state-${row.liveState}`)}
        />
        <Pair name={say('node')} value={row.nodeName === '' ? say('unknown-node') : row.nodeName} />
        <Pair name={say('zone')} value={row.zone ?? say('no-zone')} />
        <Pair name={say('hints')} value={hintsText(row.hints)} live={row.liveHints && hintsText(row.liveHints)} />
        <Pair
          name={say('dialled-by')}
          value={say('node-count', { nodes: row.dialledBy.value })}
          live={row.dialledBy.live === undefined ? undefined : number(row.dialledBy.live)}
        />
        {row.slice !== '' && <Pair name="EndpointSlice" value={row.slice} mono />}
      </dl>
    </li>
  );
});

/** The bar, its number, and a word where a ready endpoint gets nothing. */
function EndpointLoad({ row }: { readonly row: EndpointRowView }) {
  const { say, number } = useWording();
  if (row.state === 'pending' || row.fate === 'goes') return null;
  const idle = row.state === 'ready' && row.share.value === 0;
  return (
    <span className="col-span-2 col-start-2 flex items-center gap-2">
      <LoadBar load={row.load.value} />
      <span className={`shrink-0 ${idle ? 'text-warn' : 'text-mute'}`}>
        {idle ? (
          say('load-reached-by-nobody')
        ) : (
          <>
            <Predicted of={row.load} write={number} /> {say('load-of-fair')}
          </>
        )}
      </span>
    </span>
  );
}

function Pair(props: {
  readonly name: string;
  readonly value: string;
  readonly mono?: boolean;
  /** The live value, where a what-if changes it. */
  readonly live?: string | undefined;
}) {
  const { name, value, mono, live } = props;
  const { say } = useWording();
  return (
    <>
      <dt>{name}</dt>
      <dd className={`flex min-w-0 gap-1 text-ink ${mono ? 'font-mono text-micro' : ''}`}>
        <ClusterText text={value} className={live === undefined ? '' : 'text-accent'} />
        {live !== undefined && <span className="shrink-0 text-mute">({say('live-value', { value: live })})</span>}
      </dd>
    </>
  );
}
