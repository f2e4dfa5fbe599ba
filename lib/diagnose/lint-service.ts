import { lintAnnotations } from '#lib/diagnose/lint-annotations.ts';
import { lintEndpoints } from '#lib/diagnose/lint-endpoints.ts';
import type { LintInput } from '#lib/diagnose/lint-input.ts';
import { byLevel, type Finding, finding } from '#lib/diagnose/lint-rules.ts';
import { serviceCommand } from '#lib/diagnose/service-command.ts';
import { namespacedName } from '#lib/model/names.ts';

/** The findings about one Service, the gravest first. */
export function lintService(input: LintInput): readonly Finding[] {
  const found = [lintAnnotations(input), lintPolicies(input), lintEndpoints(input), lintProxy(input)];
  return found.every(({ length }) => length === 0) ? [] : byLevel(found.flat());
}

function lintPolicies(input: LintInput): readonly Finding[] {
  const { service, verdict, modeFacts } = input;
  const object = namespacedName(service);
  const isLocal = service.internalTrafficPolicy === 'Local';
  const isBlackhole = verdict.state === 'blackhole' && verdict.reason === 'internal-policy-local-without-endpoint';
  const nodes = Number(verdict.reasonValues['nodes'] ?? 0);
  const { decidedBy } = modeFacts.hinting;
  return [
    ...(isBlackhole
      ? [
          finding('local-policy-blackhole', {
            object,
            field: 'spec.internalTrafficPolicy',
            values: { nodes, all: verdict.nodesInAll },
            commands: [serviceCommand('patch', service, `-p '{"spec":{"internalTrafficPolicy":"Cluster"}}'`)],
          }),
        ]
      : []),
    ...(isLocal && modeFacts.hinting.kind !== 'none' && decidedBy !== undefined
      ? [
          finding('local-policy-over-hints', {
            object,
            field: 'spec.internalTrafficPolicy',
            values: { source: `${decidedBy.key}: ${decidedBy.value}` },
          }),
        ]
      : []),
    ...externalBlackhole(input),
  ];
}

/** A load balancer asks each node's health check first; a client of a node port does not. */
function externalBlackhole({ service, slices, facts }: LintInput): readonly Finding[] {
  if (service.externalTrafficPolicy !== 'Local' || service.type !== 'NodePort') return [];
  const withEndpoint = new Set(
    slices.flatMap(({ endpoints }) =>
      endpoints.flatMap(({ conditions, nodeName }) => (conditions.ready !== false && nodeName ? [nodeName] : [])),
    ),
  );
  const nodes = facts.nodes.filter(({ name, ready }) => ready && !withEndpoint.has(name)).length;
  if (nodes === 0 || withEndpoint.size === 0) return [];
  return [
    finding('external-policy-blackhole', {
      object: namespacedName(service),
      field: 'spec.externalTrafficPolicy',
      values: { nodes },
    }),
  ];
}

function lintProxy(input: LintInput): readonly Finding[] {
  const { service, verdict, modeFacts } = input;
  if (verdict.state !== 'not-proxied') return [];
  const isAsked = modeFacts.mode !== 'off';
  return [
    finding(isAsked ? 'asked-but-not-proxied' : 'not-proxied', {
      object: namespacedName(service),
      field: FIELD_BY_SKIP[verdict.reason] ?? 'spec',
      values: { because: verdict.reason },
    }),
  ];
}

const FIELD_BY_SKIP: Readonly<Record<string, string>> = {
  headless: 'spec.clusterIP',
  'external-name': 'spec.type',
  'service-proxy-name': 'metadata.labels[service.kubernetes.io/service-proxy-name]',
  'no-cluster-ip': 'spec.clusterIP',
  'no-port': 'spec.ports',
};
