'use client';

import { badgeWords } from '#components/graph/badge-words.ts';
import { PagedTable } from '#components/graph/paged-table.tsx';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { Box, GraphView } from '#lib/view/graph-types.ts';

/** Every fact of the graph as tables: zones, nodes, endpoints, flows. */
export function GraphTable({ view, onPin }: { readonly view: GraphView; readonly onPin?: (node: string) => void }) {
  const wording = useWording();
  const { say, sayText, percent, number } = wording;
  // Colours repeat in a cluster of many zones; the lane that a mark stands in does not.
  const zoneOf = (mark: Box) =>
    view.lanes.find((lane) => mark.y >= lane.y && mark.y < lane.y + lane.height)?.zone ?? say('no-zone');
  const nameById = new Map<string, string>([
    ...view.lanes.map((lane): [string, string] => [lane.id, sayText(lane.title)]),
    ...view.nodes.map((node): [string, string] => [node.id, node.name]),
    ...view.endpoints.map((endpoint): [string, string] => [endpoint.id, endpoint.name]),
  ]);
  return (
    <div className="grid gap-5 px-4 py-3">
      <PagedTable caption={say('zones')} heads={[say('zone'), say('facts')]} count={view.lanes.length}>
        {(from, to) =>
          view.lanes.slice(from, to).map((lane) => (
            <tr key={lane.id}>
              <td>
                <Words text={lane.title} />
              </td>
              <td>{lane.facts.map(sayText).join(' · ')}</td>
            </tr>
          ))
        }
      </PagedTable>
      <PagedTable
        caption={say('nodes')}
        heads={[say('node'), say('zone'), say('state'), say('facts')]}
        count={view.nodes.length}
      >
        {(from, to) =>
          view.nodes.slice(from, to).map((node) => (
            <tr key={node.id} className={node.pinned ? 'bg-lane' : ''}>
              <td>
                {onPin ? (
                  <button type="button" className="link" aria-pressed={node.pinned} onClick={() => onPin(node.name)}>
                    <ClusterText text={node.name} />
                  </button>
                ) : (
                  <ClusterText text={node.name} />
                )}
              </td>
              <td>
                <ClusterText text={zoneOf(node)} />
              </td>
              <td>{badgeWords(node.badges, wording) || say('badge-none')}</td>
              <td>{node.lines.map(sayText).join(' · ')}</td>
            </tr>
          ))
        }
      </PagedTable>
      <PagedTable
        caption={say('endpoints')}
        heads={[
          say('endpoint'),
          say('address'),
          say('node'),
          say('zone'),
          say('state'),
          say('hints'),
          say('share'),
          say('load'),
        ]}
        count={view.endpoints.length}
      >
        {(from, to) =>
          view.endpoints.slice(from, to).map((endpoint) => (
            <tr key={endpoint.id}>
              <td>
                <ClusterText text={endpoint.name} />
              </td>
              <td className="font-mono text-micro">
                <ClusterText text={endpoint.address} />
              </td>
              <td>
                <ClusterText text={endpoint.nodeName} />
              </td>
              <td>
                <ClusterText text={zoneOf(endpoint)} />
              </td>
              <td>
                {say(`state-${endpoint.state}`)}
                {endpoint.fate !== 'stays' && ` · ${say(`fate-${endpoint.fate}`)}`}
              </td>
              <td>
                {endpoint.hints.length === 0 ? say('no-hint') : endpoint.hints.map((hint) => hint.zone).join(', ')}
                {endpoint.lent && ` · ${say('lent')}`}
              </td>
              <td>{percent(endpoint.share)}</td>
              <td>{number(endpoint.load)}</td>
            </tr>
          ))
        }
      </PagedTable>
      <PagedTable
        caption={say('flows')}
        heads={[say('from'), say('to'), say('share'), say('way')]}
        count={view.flows.length}
      >
        {(from, to) =>
          view.flows.slice(from, to).map((flow) => (
            <tr key={flow.id}>
              <td>
                <ClusterText text={nameById.get(flow.from) ?? flow.from} />
              </td>
              <td>
                <ClusterText text={nameById.get(flow.to) ?? flow.to} />
              </td>
              <td>{percent(flow.share)}</td>
              <td>{flow.crosses ? say('way-crosses') : say('way-stays')}</td>
            </tr>
          ))
        }
      </PagedTable>
    </div>
  );
}
