import type { Change } from '#lib/model/scenario.ts';
import type { Text } from '#lib/model/text.ts';
import { text } from '#lib/view/text-keys.ts';

/** One change of a what-if, in a few words. */
export function changeText(change: Change): Text {
  switch (change.kind) {
    case 'replicas':
      return text('change.replicas', { replicas: change.replicas });
    case 'mode':
      return text('change.mode', { mode: change.mode });
    case 'zone-down':
      return text(`change.zone-down-${change.phase}`, { zone: change.zone });
    case 'zonal-shift':
      return text('change.zonal-shift', { zone: change.zone });
    case 'drain':
      return text('change.drain', { node: change.node });
    case 'cordon':
      return text('change.cordon', { node: change.node });
    case 'node-add':
      return text('change.node-add', { count: change.count, zone: change.zone, cpu: change.cpu });
    case 'relabel':
      return change.zone === ''
        ? text('change.unlabel', { node: change.node })
        : text('change.relabel', { node: change.node, zone: change.zone });
    case 'cpu':
      return text('change.cpu', { node: change.node, cpu: change.cpu });
    case 'rollout':
      return text('change.rollout', { step: change.step, surge: change.surge, unavailable: change.unavailable });
    case 'kubernetes':
      return text('change.kubernetes', { version: change.version });
    default:
      return change satisfies never;
  }
}
