import type { SituationResult } from './fidelity-run.ts';

const HEADING = [
  '| seed | cluster | Services | nodes | addresses | lines of rules | result |',
  '|---|---|---|---|---|---|---|',
];

/** The results as a table in Markdown, one row a situation. */
export function fidelityTable(results: readonly SituationResult[]): string {
  return [...HEADING, ...results.map(rowOf), totalOf(results)].join('\n');
}

export function isEqual({ checks }: SituationResult): boolean {
  return checks.length > 0 && checks.every(({ differences }) => differences.length === 0);
}

function totalOf(results: readonly SituationResult[]): string {
  const checks = results.flatMap((result) => result.checks);
  const sum = (of: 'addresses' | 'lines'): string =>
    checks.reduce((total, check) => total + check[of], 0).toLocaleString('en');
  const equal = `${results.filter(isEqual).length} of ${results.length} equal`;
  return `| all | | | ${checks.length} looks | ${sum('addresses')} | ${sum('lines')} | ${equal} |`;
}

function rowOf(result: SituationResult): string {
  const { situation, checks } = result;
  const nodes = [...new Set(checks.map(({ node }) => node))].join(' ');
  const sum = (of: 'addresses' | 'lines'): string =>
    checks.reduce((total, check) => total + check[of], 0).toLocaleString('en');
  const services = situation.workloads.map(({ about }) => about).join('; ');
  const cells = [
    situation.seed,
    situation.topology.name,
    services,
    nodes,
    sum('addresses'),
    sum('lines'),
    isEqual(result) ? 'equal' : 'differs',
  ];
  return `| ${cells.join(' | ')} |`;
}
