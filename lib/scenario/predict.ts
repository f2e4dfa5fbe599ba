import type { Change } from '#lib/model/scenario.ts';
import { formatVersion, parseVersion } from '#lib/model/version.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { formatChanges } from '#lib/scenario/change-grammar.ts';
import { withMode } from '#lib/scenario/change-mode.ts';
import { addNodes, relabelNode, resizeNode } from '#lib/scenario/change-nodes.ts';
import { changeReplicas } from '#lib/scenario/change-replicas.ts';
import { assume, type Draft, refuse } from '#lib/scenario/draft.ts';
import { cordonNode, drainNode, shiftZone } from '#lib/scenario/empty-nodes.ts';
import { loseZone } from '#lib/scenario/lose-zone.ts';
import type { Prediction } from '#lib/scenario/outcome.ts';
import { rollOut } from '#lib/scenario/roll-out.ts';
import { ruleContextOf } from '#lib/scenario/rule-context.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { settle } from '#lib/scenario/settle.ts';
import { contextAt, sharedNodes } from '#lib/scenario/shared-outcomes.ts';

/**
 * The Service as it would be after these changes, taken one after the other, once Kubernetes has come to rest: pods
 * deleted or placed by the rules of their controllers, slices and hints as the EndpointSlice controller writes them at
 * the Service's next sync; where no sync follows at once, `atOnce` is how it stands until then. What cannot be made here is refused by name, and the rest is predicted all the same.
 */
export function predict(input: ServiceInput, changes: readonly Change[]): Prediction {
  const workload = workloadOf(input.pods);
  const start: Draft = {
    ...input,
    outcome: { goes: [], comes: [], ...(isScalable(workload) ? { workload } : {}) },
    assumptions: [],
    refused: [],
  };
  if (!arePodsKnown(input)) {
    const refused = changes.map(() => ({ key: 'refused.pods-unknown', values: {} })).slice(0, 1);
    return { input, outcome: start.outcome, assumptions: [], refused };
  }
  const draft = withSharedNodes(changes.reduce(applyChange, start), input, changes);
  const { nodes, service, slices, pods, now, context, shiftedZones, outcome, refused } = draft;
  // What no change touches, such as who the clients are, stays.
  const changed = { ...input, nodes, service, slices, pods, context, now, ...(shiftedZones && { shiftedZones }) };
  const { countsTie, ...settled } = settle(input, changed);
  const told = settled.atOnce === undefined ? draft : assume(draft, 'assumption.after-next-sync');
  const { assumptions } = countsTie ? assume(told, 'assumption.tied-zones') : told;
  return { ...settled, outcome, assumptions, refused };
}

/** Without the pods behind them, endpoints cannot be told anew: a prediction would take them all away. */
function arePodsKnown({ pods, slices, service }: ServiceInput): boolean {
  const isOurs = Object.keys(service.selector ?? {}).length > 0;
  return pods.length > 0 || !isOurs || slices.every(({ endpoints }) => endpoints.length === 0);
}

function applyChange(draft: Draft, change: Change): Draft {
  switch (change.kind) {
    case 'replicas':
      return changeReplicas(draft, change.replicas);
    case 'mode':
      return { ...draft, service: withMode(draft.service, change.mode, draft.context.controllerRules) };
    case 'relabel':
      return relabelNode(draft, change);
    case 'cpu':
      return resizeNode(draft, change);
    case 'cordon':
      return cordonNode(draft, change);
    case 'node-add':
      return addNodes(draft, change);
    case 'zone-down':
      return loseZone(draft, change);
    case 'kubernetes': {
      const overrideVersion = parseVersion(change.version);
      if (overrideVersion === undefined) return refuse(draft, 'refused.no-such-version', { version: change.version });
      const { question } = draft.context;
      const context = contextAt(draft.context, change.version, () =>
        ruleContextOf({ ...question, overrideVersion, hintsSeen: false }),
      );
      return assume({ ...draft, context }, 'assumption.every-program', { version: change.version });
    }
    case 'zonal-shift':
      return shiftZone(draft, change);
    case 'drain':
      return drainNode(draft, change);
    case 'rollout':
      return rollOut(draft, change);
  }
}

/**
 * Nodes after a what-if depend on the nodes of now, the changes and the version, and of a Service's pods only on how long
 * their eviction takes, which is in the moment that the draft has come to.
 */
function withSharedNodes(draft: Draft, { nodes, now }: ServiceInput, changes: readonly Change[]): Draft {
  if (draft.nodes === nodes) return draft;
  const key = [formatChanges(changes), now, draft.now, formatVersion(draft.context.version)].join(' ');
  return { ...draft, nodes: sharedNodes(nodes, draft.nodes, key) };
}
