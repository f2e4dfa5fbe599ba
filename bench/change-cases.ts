import { rowOf } from '#lib/diagnose/service-row.ts';
import { NEWEST_MINOR } from '#lib/kube-version/supported-versions.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { RowContext } from '#lib/model/service-row.ts';
import type { BenchCase } from './measure.ts';
import { zonedCluster } from './zoned-cluster.ts';

const SIZE = { nodes: 100, endpoints: 100, zones: 3 };

/**
 * One of 100 endpoints turns unready, or ready again: the row of its Service, with all that follows for every node. It
 * is the only row that is computed (lib/server/hub holds the others).
 */
export const CHANGE_CASES: readonly BenchCase[] = [
  {
    name: 'one-endpoint-changes/100x100',
    contest: () => {
      const { nodes, service: plain, slices } = zonedCluster(SIZE);
      // With a label it shares no row with Services that are alike, nor with its own state of two turns ago.
      const service = { ...plain, labels: { app: plain.name } };
      const version = { major: 1, minor: NEWEST_MINOR, patch: 0 };
      const context: RowContext = { nodes, version, gateOverrides: [] };
      const states = [slices, slices.map(withFirstUnready)];
      let turn = 0;
      return {
        ours: () => {
          turn = 1 - turn;
          return rowOf(service, states[turn] ?? slices, context);
        },
      };
    },
  },
];

function withFirstUnready(slice: EndpointSlice): EndpointSlice {
  return {
    ...slice,
    endpoints: slice.endpoints.map((endpoint, index) =>
      index === 0 ? { ...endpoint, conditions: { ...endpoint.conditions, ready: false } } : endpoint,
    ),
  };
}
