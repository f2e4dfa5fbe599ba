import { describe, expect, it } from 'vitest';
import { writeRulesOf } from '#lib/demo/api-rules.ts';
import { version } from '#lib/demo/test-cluster.test-support.ts';
import type { GateOverride } from '#lib/model/gates.ts';

const hintsOn: GateOverride = { gate: 'TopologyAwareHints', state: true };
const hintsOff: GateOverride = { program: 'api-server', gate: 'TopologyAwareHints', state: false };
const onlyController: GateOverride = { program: 'controller', gate: 'TopologyAwareHints', state: true };

describe('what the API server keeps', () => {
  it.each([
    ['1.21.10', [], { zoneHints: false, terminatingConditions: false, internalTrafficPolicy: false }],
    ['1.21.10', [hintsOn], { zoneHints: true, topologyAnnotationsMustAgree: false, deletionCostMustBeNumber: false }],
    ['1.21.10', [onlyController], { zoneHints: false }],
    ['1.22.0', [], { terminatingConditions: true, internalTrafficPolicy: true, deletionCostMustBeNumber: true }],
    ['1.24.0', [hintsOff], { zoneHints: false }],
    ['1.27.0', [], { zoneHints: true, topologyAnnotationsMustAgree: true, trafficDistributions: [] }],
    ['1.30.0', [], { trafficDistributions: [] }],
    ['1.31.0', [], { trafficDistributions: ['PreferClose'], nodeHints: false }],
    ['1.33.0', [hintsOff], { zoneHints: true, trafficDistributions: ['PreferClose'] }],
    ['1.34.0', [], { trafficDistributions: ['PreferClose', 'PreferSameNode', 'PreferSameZone'], nodeHints: true }],
    ['1.37.0', [], { zoneHints: true, internalTrafficPolicy: true, terminatingConditions: true }],
  ] as const)('%s with %o', (text, gates, want) => {
    expect(writeRulesOf(version(text), gates)).toMatchObject(want);
  });
});
