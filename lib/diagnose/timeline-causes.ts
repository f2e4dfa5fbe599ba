import { endpointCauses } from '#lib/diagnose/endpoint-causes.ts';
import { nodeCauses } from '#lib/diagnose/node-causes.ts';
import { serviceCauses } from '#lib/diagnose/service-causes.ts';
import type { Text } from '#lib/model/text.ts';
import type { TimelineInput } from '#lib/model/timeline.ts';
import { compareVersions, formatVersion } from '#lib/model/version.ts';

/**
 * What happened between two moments of a Service's inputs, what people did first and what controllers made of it last:
 * the Service, the rules, the nodes, the number of endpoints, their readiness, their zones, their hints.
 * Empty where nothing happened that could matter to zone routing.
 */
export function timelineCauses(before: TimelineInput, after: TimelineInput): readonly Text[] {
  return [
    ...serviceCauses(before.service, after.service),
    ...ruleCauses(before, after),
    ...nodeCauses(before.nodes, after),
    ...endpointCauses(before.slices, after),
  ];
}

function ruleCauses(before: TimelineInput, after: TimelineInput): readonly Text[] {
  return [
    ...(compareVersions(before.version, after.version) === 0
      ? []
      : [
          {
            key: 'cause.version',
            values: { from: formatVersion(before.version), to: formatVersion(after.version) },
          },
        ]),
    ...(JSON.stringify(before.gateOverrides) === JSON.stringify(after.gateOverrides) ? [] : [{ key: 'cause.gates' }]),
  ];
}
