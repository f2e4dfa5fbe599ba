'use client';

import { useId, useState } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import { useWording } from '#components/ui/words.tsx';
import type { ControlProps } from '#components/what-if/control-group.tsx';
import { withNodeChange, withoutNodeChange } from '#components/what-if/what-if-changes.ts';
import type { Change } from '#lib/model/scenario.ts';
import { isCpuQuantity } from '#lib/scenario/change-grammar.ts';

interface NodeControlsProps extends ControlProps {
  readonly zones: readonly string[];
  /** Names of the live nodes. */
  readonly nodes: readonly string[];
  /** The pinned node, where there is one. */
  readonly pinned: string | undefined;
}

/** A list to choose from may hold so many nodes; beyond them a name is typed. */
const MOST_SUGGESTED = 300;

/** One node cordoned, drained, in another zone or of another size; and new ones. */
export function NodeControls(props: NodeControlsProps) {
  const { nodes, pinned } = props;
  const { say } = useWording();
  const [typed, setTyped] = useState<string>();
  const list = useId();
  const node = typed ?? pinned ?? nodes[0] ?? '';
  return (
    <>
      <div className="mt-1.5 flex flex-wrap items-center gap-1">
        <input
          aria-label={say('node')}
          list={list}
          value={node}
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          className="select min-w-0 flex-1"
        />
        <datalist id={list}>
          {nodes.slice(0, MOST_SUGGESTED).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <NodeSwitches {...props} node={node} isKnown={nodes.includes(node)} />
      </div>
      <NodeFields key={node} {...props} node={node} isKnown={nodes.includes(node)} />
      <NewNodes {...props} />
    </>
  );
}

interface OfNode extends NodeControlsProps {
  readonly node: string;
  readonly isKnown: boolean;
}

function NodeSwitches({ changes, onChange, node, isKnown }: OfNode) {
  const { say } = useWording();
  const isOn = (kind: 'cordon' | 'drain') =>
    changes.some((change) => change.kind === kind && 'node' in change && change.node === node);
  return (['cordon', 'drain'] as const).map((kind) => (
    <Chip
      key={kind}
      pressed={isOn(kind)}
      disabled={!isKnown}
      onPress={() =>
        onChange(
          isOn(kind) ? withoutNodeChange(changes, { kind, node }) : withNodeChange(changes, { kind, node }),
          true,
        )
      }
    >
      {say(kind)}
    </Chip>
  ));
}

const KEEP = 'keep';
const NO_ZONE = '';

function NodeFields({ changes, onChange, node, isKnown, zones }: OfNode) {
  const { say } = useWording();
  const relabel = changes.find((change) => change.kind === 'relabel' && change.node === node);
  const cpu = changes.find((change) => change.kind === 'cpu' && change.node === node);
  const zone = relabel?.kind === 'relabel' ? relabel.zone : KEEP;
  const choose = (next: string) => {
    const change: Change = { kind: 'relabel', node, zone: next };
    onChange(next === KEEP ? withoutNodeChange(changes, change) : withNodeChange(changes, change), true);
  };
  const resize = (next: string) => {
    const change: Change = { kind: 'cpu', node, cpu: next };
    if (next === '') onChange(withoutNodeChange(changes, change), true);
    else if (isCpuQuantity(next)) onChange(withNodeChange(changes, change), true);
  };
  return (
    <div className="mt-1 flex flex-wrap items-center gap-1 text-mute">
      <span aria-hidden="true">{say('zone-short')}</span>
      <select
        aria-label={say('node-zone')}
        disabled={!isKnown}
        value={zone}
        onChange={(event) => choose(event.target.value)}
        className="select min-w-0 max-w-28"
      >
        <option value={KEEP}>{say('node-zone-keep')}</option>
        {zones.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        <option value={NO_ZONE}>{say('no-zone')}</option>
      </select>
      <span aria-hidden="true">{say('cpu-short')}</span>
      <input
        aria-label={say('node-cpu')}
        disabled={!isKnown}
        inputMode="decimal"
        defaultValue={cpu?.kind === 'cpu' ? cpu.cpu : ''}
        placeholder={say('node-zone-keep')}
        onChange={(event) => resize(event.target.value.trim())}
        className="select w-16"
      />
    </div>
  );
}

function NewNodes({ changes, onChange, zones }: NodeControlsProps) {
  const { say } = useWording();
  const [count, setCount] = useState(1);
  const [zone, setZone] = useState(zones[0] ?? '');
  const [cpu, setCpu] = useState('4');
  const isReady = zone !== '' && isCpuQuantity(cpu) && count >= 1 && count <= 100;
  return (
    <form
      className="mt-1 flex flex-wrap items-center gap-1 text-mute"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onChange([...changes, { kind: 'node-add', zone, cpu, count }], true);
      }}
    >
      <span aria-hidden="true">+</span>
      <input
        aria-label={say('nodes-to-add')}
        type="number"
        min={1}
        max={100}
        value={count}
        onChange={(event) => setCount(Number(event.target.value))}
        className="select w-12"
      />
      <select
        aria-label={say('nodes-to-add-zone')}
        value={zone}
        onChange={(event) => setZone(event.target.value)}
        className="select min-w-0 max-w-24"
      >
        {zones.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <input
        aria-label={say('nodes-to-add-cpu')}
        inputMode="decimal"
        value={cpu}
        onChange={(event) => setCpu(event.target.value.trim())}
        className="select w-12"
      />
      <span aria-hidden="true">{say('cpu-short')}</span>
      <button
        type="submit"
        disabled={!isReady}
        className="inline-flex h-6 items-center rounded border border-line bg-panel px-2 text-ink enabled:hover:border-edge disabled:text-mute"
      >
        {say('add')}
      </button>
    </form>
  );
}
