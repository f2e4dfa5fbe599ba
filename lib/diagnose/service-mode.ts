import { chooseHinting, type Hinting } from '#lib/hints/choose-hinting.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import { valueAt } from '#lib/model/object-meta.ts';
import type { ServiceMode } from '#lib/model/scenario.ts';
import type { Service } from '#lib/model/service.ts';
import { TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';

/** What a Service asks for, whether or not its cluster grants it. */
export interface ModeFacts {
  readonly mode: ServiceMode;
  /** `key: value`, as it stands in the object. */
  readonly modeSource?: string;
  readonly hinting: Hinting;
}

const FIELD_MODES: readonly ServiceMode[] = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

/**
 * The mode and the very key that sets it. A Service asks for a mode also where a gate, a minor or a shadowing key keeps
 * it from being granted: then the mode is shown, and the verdict says why it is not in effect.
 */
export function serviceMode(service: Service, rules: ControllerRules): ModeFacts {
  const hinting = chooseHinting(service, rules);
  if (service.internalTrafficPolicy === 'Local') {
    return { mode: 'Local', modeSource: 'spec.internalTrafficPolicy: Local', hinting };
  }
  const { decidedBy } = hinting;
  if (decidedBy === undefined) return { ...unreadAnnotation(service), hinting };
  const modeSource = `${decidedBy.key}: ${decidedBy.value}`;
  if (decidedBy.kind === 'field') {
    return { mode: FIELD_MODES.find((mode) => mode === decidedBy.value) ?? 'off', modeSource, hinting };
  }
  return { mode: asksForAuto(decidedBy.value) ? 'Auto' : 'off', modeSource, hinting };
}

/** A key that this minor does not read still tells what was wanted. */
function unreadAnnotation(service: Service): Pick<ModeFacts, 'mode' | 'modeSource'> {
  for (const key of [TOPOLOGY_AWARE_HINTS_ANNOTATION, TOPOLOGY_MODE_ANNOTATION]) {
    const value = valueAt(service.annotations, key);
    if (value !== undefined && asksForAuto(value)) return { mode: 'Auto', modeSource: `${key}: ${value}` };
  }
  return { mode: 'off' };
}

function asksForAuto(value: string): boolean {
  return value === 'Auto' || value === 'auto';
}
