import type { GraphView, NodeMark } from '#lib/view/graph-types.ts';

const BOX = { x: 0, y: 60, width: 200, height: 68 };

/** A small graph: one zone, one node that is NotReady, one terminating endpoint lent to another zone. */
export function aGraph(of: { readonly podName?: string; readonly nodes?: number } = {}): GraphView {
  const node = (name: string): NodeMark => ({
    ...BOX,
    id: name,
    name,
    form: 'card',
    colorIndex: 0,
    pinned: false,
    dimmed: false,
    badges: ['not-ready'],
    lines: [{ key: 'card.dials', values: { dials: 1, endpoints: 4 } }],
    label: { key: 'mark.node', values: { node: name, zone: 'a', dials: 1, endpoints: 4 } },
  });
  const more = Array.from({ length: (of.nodes ?? 1) - 1 }, (_, index) => node(`kind-worker-${index}`));
  return {
    width: 800,
    height: 300,
    columns: {
      clients: { key: 'column.clients', values: { nodes: 1 } },
      filter: { key: 'column.filter-zone' },
      backends: { key: 'column.backends', values: { endpoints: 1, service: 'kube-dns' } },
    },
    lanes: [
      {
        ...BOX,
        id: 'zone:a',
        zone: 'a',
        colorIndex: 0,
        title: { key: 'lane.zone', values: { zone: 'a' } },
        facts: [{ key: 'lane.cpu', values: { share: 0.5 } }],
      },
    ],
    nodes: [node(of.nodes === undefined ? 'kind-worker' : 'kind-worker-x'), ...more],
    endpoints: [
      {
        ...BOX,
        id: 'endpoint-1',
        name: of.podName ?? 'coredns-pxphb',
        address: '10.244.0.5',
        nodeName: 'kind-worker',
        form: 'card',
        state: 'terminating',
        fate: 'stays',
        dimmed: false,
        hints: [{ zone: 'b', colorIndex: 1 }],
        lent: true,
        colorIndex: 0,
        share: 0.25,
        load: 1,
        label: { key: 'mark.endpoint', values: { name: 'x', address: 'y', node: 'z', share: 0.25 } },
      },
    ],
    flows: [
      {
        id: 'flow-1',
        path: 'M0 0H9',
        colorIndex: 0,
        crosses: true,
        bundled: false,
        dimmed: false,
        width: 3,
        share: 0.25,
        labelX: 0,
        labelY: 0,
        from: 'kind-worker',
        to: 'endpoint-1',
      },
    ],
    crossZoneShare: 0.25,
  };
}
