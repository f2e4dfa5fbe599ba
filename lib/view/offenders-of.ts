import type { Analysis } from '#lib/diagnose/analysis.ts';
import { TRAFFIC_DISTRIBUTION_FIELD } from '#lib/hints/choose-hinting.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { type HintUse, hintUseOf } from '#lib/proxy-filter/hint-use.ts';
import type { WhyView } from '#lib/view/view-types.ts';

type Offender = WhyView['offenders'][number];

/** More than these are counted in the cause, not named one by one. */
const MOST_NAMED = 12;

/** The objects, and the field of each, that the reason of a verdict points at. */
export function offendersOf(analysis: Analysis, verdict: Verdict): readonly Offender[] {
  const { service } = analysis.input;
  const onService = (field: string): readonly Offender[] => [
    { kind: 'Service', name: `${service.namespace}/${service.name}`, field },
  ];
  switch (verdict.reason) {
    case 'node-without-zone': {
      const counted = analysis.ratios.admissions.filter(
        (admission) => !admission.counted && admission.why === 'no-zone',
      );
      const names = counted.length > 0 ? counted.map(({ node }) => node) : namesWithoutZone(analysis);
      return nodes(names, `metadata.labels[${ZONE_LABEL}]`);
    }
    case 'node-without-cpu':
      return nodes(
        analysis.ratios.admissions.flatMap((one) => (!one.counted && one.why === 'no-cpu' ? [one.node] : [])),
        'status.allocatable.cpu',
      );
    case 'windows-ignores-hints':
      return nodes(
        analysis.nodes.flatMap(({ name, windows }) => (windows ? [name] : [])),
        'status.nodeInfo.operatingSystem',
      );
    case 'data-plane-ignores-hints':
    case 'data-plane-unknown':
      return dataPlaneSigns(analysis, verdict.reason === 'data-plane-unknown' ? 'unknown' : 'ignores');
    case 'internal-policy-local-without-endpoint':
      return onService('spec.internalTrafficPolicy');
    case 'external-policy-local-switches-hints-off':
      return onService('spec.externalTrafficPolicy');
    case 'annotation-value-not-enabling':
    case 'annotation-not-enabling':
    case 'annotation-shadowed':
    case 'annotation-key-not-read':
    case 'annotation-missing':
      return onService(`metadata.annotations[${verdict.reasonValues['key'] ?? ''}]`);
    case 'traffic-distribution-gate-off':
    case 'traffic-distribution-not-supported':
      return onService(TRAFFIC_DISTRIBUTION_FIELD);
    case 'endpoint-without-zone':
    case 'endpoint-without-zone-hint':
    case 'unready-endpoint-without-zone-hint':
    case 'hints-missing':
      return unhinted(analysis);
    default:
      return [];
  }
}

function nodes(names: readonly string[], field: string): readonly Offender[] {
  return names.slice(0, MOST_NAMED).map((name) => ({ kind: 'Node', name, field }));
}

function namesWithoutZone(analysis: Analysis): readonly string[] {
  return analysis.nodes.flatMap(({ name, zone }) => (zone === undefined ? [name] : []));
}

/** Each node whose data plane uses hints so, with what betrays it. */
function dataPlaneSigns(analysis: Analysis, use: HintUse): readonly Offender[] {
  return analysis.nodes
    .filter(({ dataPlane }) => hintUseOf(dataPlane.kind) === use)
    .slice(0, MOST_NAMED)
    .map(({ name, dataPlane: { sign } }) => ({ kind: 'Node', name, ...(sign === undefined ? {} : { field: sign }) }));
}

/** Each endpoint without a hint, in its slice. */
function unhinted(analysis: Analysis): readonly Offender[] {
  const [port] = analysis.ports;
  const without = port?.endpoints.filter(({ zoneHints, readiness }) => zoneHints.length === 0 && readiness === 'ready');
  return (without ?? []).slice(0, MOST_NAMED).map(({ slice, name, zone }) => ({
    kind: 'EndpointSlice',
    name: `${slice} · ${name}`,
    field: zone === undefined ? 'endpoints[].zone' : 'endpoints[].hints',
  }));
}
