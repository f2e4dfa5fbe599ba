import type { LintInput } from '#lib/diagnose/lint-input.ts';
import { type Finding, finding } from '#lib/diagnose/lint-rules.ts';
import { serviceCommand } from '#lib/diagnose/service-command.ts';
import { TRAFFIC_DISTRIBUTION_FIELD } from '#lib/hints/choose-hinting.ts';
import { namespacedName } from '#lib/model/names.ts';
import { valueAt } from '#lib/model/object-meta.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION } from '#lib/model/well-known.ts';
import { autoAnnotation } from '#lib/scenario/change-mode.ts';

/** Values that say "no" on purpose. */
const OFF_VALUES: readonly string[] = ['', 'Disabled', 'disabled'];

/** What the annotations and the field trafficDistribution say against each other, or in words that are not read. */
export function lintAnnotations(input: LintInput): readonly Finding[] {
  return [...unread(input), ...againstEachOther(input), ...deprecated(input)];
}

function annotationField(key: unknown): string {
  return `metadata.annotations[${String(key)}]`;
}

/** What was written and does nothing: the reason that the controller's own choice gives. */
function unread({ service, modeFacts, rules }: LintInput): readonly Finding[] {
  const { hinting } = modeFacts;
  if (hinting.kind !== 'none') return [];
  const { reason, values } = hinting.decision;
  const object = namespacedName(service);
  const key = String(values['key'] ?? '');
  const annotate = (change: string) => [serviceCommand('annotate', service, change)];
  switch (reason) {
    case 'annotation-shadowed':
      return [
        finding('annotation-shadowed', { object, field: annotationField(key), values, commands: annotate(`${key}-`) }),
      ];
    case 'annotation-value-not-enabling':
      if (OFF_VALUES.includes(String(values['value'] ?? ''))) return [];
      return [
        finding('annotation-value', {
          object,
          field: annotationField(key),
          values,
          commands: annotate(`${key}=Auto --overwrite`),
        }),
      ];
    case 'annotation-key-not-read': {
      const newer = autoAnnotation(rules);
      const commands = annotate(`${newer}=auto`);
      return [
        finding('annotation-not-read', { object, field: annotationField(key), values: { key, newer }, commands }),
      ];
    }
    case 'traffic-distribution-not-supported':
    case 'traffic-distribution-gate-off':
      return [finding('traffic-distribution-refused', { object, field: TRAFFIC_DISTRIBUTION_FIELD, values })];
    default:
      return [];
  }
}

/** An enabling annotation always wins; the field beside it is not looked at. */
function againstEachOther({ service, modeFacts, rules }: LintInput): readonly Finding[] {
  const { decidedBy } = modeFacts.hinting;
  const value = service.trafficDistribution;
  const wins = decidedBy?.kind === 'annotation' && rules.annotationValues.includes(decidedBy.value);
  if (!wins || value === undefined || rules.trafficDistributions.length === 0) return [];
  return [
    finding('annotation-over-field', {
      object: namespacedName(service),
      field: annotationField(decidedBy.key),
      values: { key: decidedBy.key, value },
      commands: [serviceCommand('annotate', service, `${decidedBy.key}-`)],
    }),
  ];
}

function deprecated({ service, rules }: LintInput): readonly Finding[] {
  const object = namespacedName(service);
  const newer = autoAnnotation(rules);
  const value = valueAt(service.annotations, TOPOLOGY_AWARE_HINTS_ANNOTATION);
  const isOldKey = value !== undefined && newer !== TOPOLOGY_AWARE_HINTS_ANNOTATION;
  const isOldValue =
    service.trafficDistribution === 'PreferClose' &&
    rules.trafficDistributions.some((rule) => rule.value === 'PreferSameZone' && rule.accepted);
  return [
    ...(isOldKey
      ? [
          finding('deprecated-annotation', {
            object,
            field: annotationField(TOPOLOGY_AWARE_HINTS_ANNOTATION),
            values: { key: TOPOLOGY_AWARE_HINTS_ANNOTATION, newer },
            // Both at once: two different values beside each other would be refused.
            commands: [
              serviceCommand('annotate', service, `${TOPOLOGY_AWARE_HINTS_ANNOTATION}- ${newer}=${value || '""'}`),
            ],
          }),
        ]
      : []),
    ...(isOldValue
      ? [
          finding('deprecated-prefer-close', {
            object,
            field: TRAFFIC_DISTRIBUTION_FIELD,
            commands: [serviceCommand('patch', service, `-p '{"spec":{"trafficDistribution":"PreferSameZone"}}'`)],
          }),
        ]
      : []),
  ];
}
