// npm run test:predictions: holds predictions against a real control plane and prints the table of docs/FIDELITY.md.
// REALCLUSTER names the command that starts one. --seed N chooses other changes; --only NAME one topology.
import { parseArgs } from 'node:util';
import type { TrialKind } from './choose-trial.ts';
import type { Held } from './hold-against.ts';
import { prove } from './prove.ts';
import { TOPOLOGIES } from './topologies.ts';

const ROUND: readonly TrialKind[] = [
  'scale',
  'mode',
  'scale',
  'label',
  'node down',
  'scale',
  'taint',
  'scale',
  'node back',
];
const KINDS: readonly TrialKind[] = [...ROUND, 'drain', 'cordon', ...ROUND, 'zone down', 'zone back', 'mode', 'scale'];
const OUTAGES: readonly TrialKind[] = ['zone down', 'zone back', 'scale', 'mode', 'zone down'];

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, only: { type: 'string' } } });
const rows: string[] = [];
const all: Held[] = [];
for (const [index, topology] of TOPOLOGIES.entries()) {
  if (values.only !== undefined && values.only !== topology.name) continue;
  const held = await prove(topology, {
    seed: Number(values.seed) * 100 + index,
    kinds: topology.evictionSeconds === undefined ? KINDS : OUTAGES,
    onHeld: print,
  });
  all.push(...held);
  rows.push(rowOf(topology.name, held));
}
console.log(
  [
    '',
    '| cluster | comparisons | equal | within the predicted set | open | differ |',
    '|---|---|---|---|---|---|',
    ...rows,
    rowOf('all', all),
  ].join('\n'),
);
process.exitCode = all.some(({ agreement }) => agreement === 'differs') ? 1 : 0;

function print({ kind, name, moment, agreement, ways, expected, found }: Held): void {
  console.log(`${agreement.padEnd(8)} ${kind}: ${name}, ${moment}${ways > 1 ? `, ${ways} ways` : ''}`);
  if (agreement === 'equal' || agreement === 'within') return;
  for (const state of expected.slice(0, 6)) console.log(`         predicted ${state}`);
  console.log(`         found     ${found}`);
}

function rowOf(name: string, held: readonly Held[]): string {
  const count = (agreement: Held['agreement']) => held.filter((each) => each.agreement === agreement).length;
  return `| ${name} | ${held.length} | ${count('equal')} | ${count('within')} | ${count('open')} | ${count('differs')} |`;
}
