'use client';

import { useState } from 'react';
import { badgeWords } from '#components/graph/badge-words.ts';
import { PagedTable } from '#components/graph/paged-table.tsx';
import { ShareBar } from '#components/graph/share-bar.tsx';
import { Findings } from '#components/inspector/findings.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { NodesView } from '#lib/view/view-types.ts';

/** The nodes as the EndpointSlice controller counts them: shares by zone, findings, and each node's admission. */
export function NodesTable({ view, onPin }: { readonly view: NodesView; readonly onPin: (node: string) => void }) {
  const wording = useWording();
  const { say, number } = wording;
  const [onlyExcluded, setOnlyExcluded] = useState(false);
  const rows = onlyExcluded ? view.rows.filter(({ counted }) => !counted) : view.rows;
  return (
    <div className="grid gap-5 px-4 py-3" data-nodes-view="">
      <section>
        <h3 className="mb-1 font-semibold text-head">{say('nodes-shares')}</h3>
        {view.noShares && (
          <p className="mb-1 text-bad">
            {say('nodes-no-shares')} <Words text={view.noShares} />
          </p>
        )}
        <ZoneShares zones={view.zones} />
        <p className="mt-1 text-mute">{say('nodes-counted-of', { counted: view.counted, nodes: view.rows.length })}</p>
      </section>
      <section>
        <h3 className="mb-1 font-semibold text-head">{say('findings-about-nodes')}</h3>
        {view.findings.length === 0 ? (
          <p className="text-mute">{say('findings-none')}</p>
        ) : (
          <Findings findings={view.findings} />
        )}
      </section>
      <div className="grid gap-2">
        {view.counted < view.rows.length && (
          <span>
            <Chip pressed={onlyExcluded} onPress={() => setOnlyExcluded(!onlyExcluded)}>
              {say('nodes-only-excluded')}
            </Chip>
          </span>
        )}
        <PagedTable
          caption={say('nodes')}
          heads={[say('node'), say('zone'), say('cpu'), say('nodes-admission'), say('state'), say('nodes-version')]}
          count={rows.length}
        >
          {(from, to) =>
            rows.slice(from, to).map((row) => (
              <tr key={row.name} data-counted={row.counted}>
                <td>
                  <button type="button" className="link" onClick={() => onPin(row.name)}>
                    <ClusterText text={row.name} />
                  </button>
                </td>
                <td>{row.zone === undefined ? say('no-zone') : <ClusterText text={row.zone} />}</td>
                <td>{number(row.cpuMilli / 1000)}</td>
                <td className={row.counted ? '' : 'text-warn'}>
                  <Words text={row.why} />
                </td>
                <td>{badgeWords(row.badges, wording) || say('badge-none')}</td>
                <td>{row.version}</td>
              </tr>
            ))
          }
        </PagedTable>
      </div>
    </div>
  );
}

/** One row a zone, three bars on one scale: where they are of unlike length, endpoints are lent. */
function ZoneShares({ zones }: { readonly zones: NodesView['zones'] }) {
  const { say, number } = useWording();
  return (
    <table className="facts" data-zone-shares="">
      <thead>
        <tr>
          <th scope="col">{say('zone')}</th>
          <th scope="col" className="num">
            {say('nodes')}
          </th>
          <th scope="col">{say('nodes-cpu-share')}</th>
          <th scope="col">{say('nodes-endpoint-share')}</th>
          <th scope="col">{say('nodes-hint-share')}</th>
        </tr>
      </thead>
      <tbody>
        {zones.map((zone) => (
          <tr key={zone.zone ?? ''}>
            <td>{zone.zone === undefined ? say('no-zone') : <ClusterText text={zone.zone} />}</td>
            <td className="num">
              {zone.counted === zone.nodes ? number(zone.nodes) : `${number(zone.counted)} / ${number(zone.nodes)}`}
            </td>
            <td>
              <ShareBar share={zone.cpuShare} count={number(zone.cpuMilli / 1000)} />
            </td>
            <td>
              <ShareBar share={zone.endpointShare} count={number(zone.endpoints)} />
            </td>
            <td>
              <ShareBar share={zone.hintShare} count={number(zone.hints)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
