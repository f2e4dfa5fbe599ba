import { nodeLifecycleRulesOf } from '#lib/kube-version/node-lifecycle-rules.ts';
import { isControlPlaneNode, isNodeReady, type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { Change } from '#lib/model/scenario.ts';
import { outage } from '#lib/node-lifecycle/outage.ts';
import { returnedNode } from '#lib/node-lifecycle/returned-node.ts';
import type { Random } from '#lib/replicas/shuffle.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { commandsView } from '#lib/view/commands-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { ServiceSnapshot } from '#lib/view/service-answer.ts';
import { type ExpectedChange, expectChange, expectState } from './expect-change.ts';
import { inputOf } from './observe.ts';
import type { ProofTopology } from './topologies.ts';
import type { Moment, Trial } from './trial.ts';

export type TrialKind =
  | 'scale'
  | 'mode'
  | 'node down'
  | 'node back'
  | 'label'
  | 'taint'
  | 'cordon'
  | 'drain'
  | 'zone down'
  | 'zone back';

export interface TrialQuestion {
  readonly kind: TrialKind;
  readonly snapshot: ServiceSnapshot;
  readonly topology: ProofTopology;
  readonly random: Random;
}

type Commands = readonly (readonly string[])[];

const MODES = ['Auto', 'PreferSameZone', 'PreferSameNode', 'Local', 'off'] as const;
const TAINT = { key: 'proof', value: 'yes', effect: 'NoSchedule' };
const MOST_REPLICAS = 13;

/** A change of one kind, chosen by chance, with what it is predicted to come to; undefined where none can be made now. */
export function chooseTrial(question: TrialQuestion): Trial | undefined {
  const { kind, snapshot, topology, random } = question;
  const before = inputOf(snapshot);
  const nodes = before.nodes.filter((node) => !isControlPlaneNode(node));
  const ready = nodes.filter((node) => isNodeReady(node) && !node.unschedulable);
  const node = pick(ready, random)?.name ?? '';
  const whatIf = (change: Change, name: string): Trial => {
    const commands = commandsOf(snapshot, change);
    return { kind, name, moments: momentsOf(expectChange(before, change), commands, before) };
  };
  switch (kind) {
    case 'scale': {
      const now = replicasOf(before);
      const replicas = 1 + Math.floor(random() * MOST_REPLICAS);
      return replicas === now ? undefined : whatIf({ kind: 'replicas', replicas }, `${now} to ${replicas}`);
    }
    case 'mode': {
      const mode =
        pick(
          MODES.filter((name) => name !== answerService(snapshot, DEFAULT_URL_STATE).analysis.mode),
          random,
        ) ?? 'off';
      return whatIf({ kind: 'mode', mode }, mode);
    }
    case 'label': {
      const zone = random() < 0.2 ? '' : (pick(topology.zones, random) ?? '');
      const label = { kind: 'relabel', node, zone } as const;
      return whatIf(label, `${node} to ${zone === '' ? 'no zone' : zone}`);
    }
    case 'drain':
      return whatIf({ kind: 'drain', node }, node);
    case 'cordon': {
      const cordoned = nodes.find(({ unschedulable }) => unschedulable);
      if (cordoned === undefined) return whatIf({ kind: 'cordon', node }, node);
      const back = before.nodes.map((each) =>
        each === cordoned ? { ...each, unschedulable: false, taints: [] } : each,
      );
      return stated(question, `${cordoned.name} back`, expectState(before, { nodes: back }), [
        ['uncordon', cordoned.name],
      ]);
    }
    case 'taint': {
      const tainted = nodes.find(({ taints }) => taints.some(({ key }) => key === TAINT.key));
      const name = tainted?.name ?? node;
      const next = before.nodes.map((each) => (each.name === name ? withTaint(each, tainted === undefined) : each));
      const text = `${TAINT.key}=${TAINT.value}:${TAINT.effect}${tainted === undefined ? '' : '-'}`;
      return stated(
        question,
        `${name} ${tainted === undefined ? 'tainted' : 'cleared'}`,
        expectState(before, { nodes: next }),
        [['taint', 'node', name, text]],
      );
    }
    case 'node down':
      // Enough stays up for the next changes to have an effect.
      return ready.length <= 2 ? undefined : downTrial(question, before, [node]);
    case 'node back': {
      const down = nodes.filter((each) => !isNodeReady(each));
      const back = pick(down, random);
      return back && backTrial(question, before, [back.name]);
    }
    case 'zone down':
      return zoneDownTrial(question, before);
    case 'zone back': {
      const down = nodes.filter((each) => !isNodeReady(each)).map(({ name }) => name);
      return down.length === 0 ? undefined : backTrial(question, before, down);
    }
    default:
      return kind satisfies never;
  }
}

function downTrial(question: TrialQuestion, before: ServiceInput, names: readonly string[]): Trial {
  const rules = nodeLifecycleRulesOf(before.context.version);
  const { at, noticedAt } = outage({
    nodes: before.nodes,
    pods: before.pods,
    lost: new Set(names),
    silentSince: before.now,
    rules,
  });
  return stated(question, names.join(' '), expectState(before, at(noticedAt)), annotate(names, '=true'));
}

function backTrial(question: TrialQuestion, before: ServiceInput, names: readonly string[]): Trial {
  let { nodes, pods } = before;
  for (const name of names) {
    const node = nodes.find((candidate) => candidate.name === name);
    if (node === undefined) continue;
    const back = returnedNode(
      node,
      pods.filter(({ nodeName }) => nodeName === name),
      before.now,
    );
    nodes = nodes.map((each) => (each.name === name ? back.node : each));
    pods = [...pods.filter(({ nodeName }) => nodeName !== name), ...back.pods];
  }
  return stated(question, names.join(' '), expectState(before, { nodes, pods }), annotate(names, '-'));
}

/** An outage in its phases: NotReady at once, since the fake kubelet tells it so, then as time passes. */
function zoneDownTrial({ kind, topology, random }: TrialQuestion, before: ServiceInput): Trial | undefined {
  const zones = topology.zones.filter((zone) => nodesOf(before.nodes, zone).length > 0);
  const zone = pick(zones, random);
  const isWhole = zones.length > 1 && before.nodes.every(isNodeReady);
  if (zone === undefined || !isWhole) return undefined;
  const lost = nodesOf(before.nodes, zone).map(({ name }) => name);
  const phase = (name: 'notready' | 'rescheduled') =>
    expectChange(before, { kind: 'zone-down', zone, phase: name }).settled;
  const noticed: Moment = { name: 'at rest', expected: phase('notready'), commands: annotate(lost, '=true') };
  if (topology.evictionSeconds === undefined) return { kind, name: zone, moments: [noticed] };
  const evicted: Moment = {
    name: 'after rescheduling',
    expected: phase('rescheduled'),
    commands: [],
    waitsFor: replicasOf(before),
  };
  // Tolerations run out while the first moment is still looked at: only the last is compared.
  return { kind, name: zone, moments: [{ ...evicted, commands: noticed.commands }] };
}

function stated({ kind, snapshot }: TrialQuestion, name: string, change: ExpectedChange, commands: Commands): Trial {
  return { kind, name, moments: momentsOf(change, commands, inputOf(snapshot)) };
}

/** Where no sync follows by itself, one is brought about by an annotation that means nothing. */
function momentsOf(
  { atOnce, settled }: ExpectedChange,
  commands: Commands,
  { service }: ServiceInput,
): readonly Moment[] {
  if (atOnce === undefined) return [{ name: 'at rest', expected: settled, commands }];
  const nudge = [
    '-n',
    service.namespace,
    'annotate',
    'service',
    service.name,
    `proof/nudge=${Date.now()}`,
    '--overwrite',
  ];
  return [
    { name: 'at once', expected: atOnce, commands },
    { name: 'after the next sync', expected: settled, commands: [nudge] },
  ];
}

/** The very commands that the page offers to make the what-if true. */
function commandsOf(snapshot: ServiceSnapshot, change: Change): Commands {
  const url = { ...DEFAULT_URL_STATE, whatIf: [change] };
  return commandsView(answerService(snapshot, url), url).apply.map(({ command }) => wordsOf(command).slice(1));
}

/** As a shell would split it: single quotes hold a word together. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

function annotate(nodes: readonly string[], value: string): Commands {
  return [['annotate', 'node', ...nodes, `realcluster/down${value}`]];
}

function withTaint(node: Node, on: boolean): Node {
  const others = node.taints.filter(({ key }) => key !== TAINT.key);
  return { ...node, taints: on ? [...others, TAINT] : others };
}

function nodesOf(nodes: readonly Node[], zone: string): readonly Node[] {
  return nodes.filter((node) => zoneLabelOf(node) === zone);
}

function replicasOf({ pods }: ServiceInput): number {
  const workload = workloadOf(pods);
  return isScalable(workload) ? workload.replicas : 0;
}

function pick<Item>(items: readonly Item[], random: Random): Item | undefined {
  return items[Math.floor(random() * items.length)];
}
