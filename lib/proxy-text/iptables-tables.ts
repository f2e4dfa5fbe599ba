export type IptablesTable = 'filter' | 'nat';

/** Chains and rules as they are collected. */
export interface IptablesTables {
  /** A chain that stands in the table even without a rule. */
  readonly declare: (table: IptablesTable, chain: string) => void;
  readonly append: (table: IptablesTable, chain: string, rule: string) => void;
  /** As `iptables-save` prints them: tables and chains by name, rules as they came. */
  readonly print: () => string;
}

const TABLES: readonly IptablesTable[] = ['filter', 'nat'];

export function collectTables(): IptablesTables {
  const rulesByChain: Record<IptablesTable, Map<string, string[]>> = { filter: new Map(), nat: new Map() };
  const rulesOf = (table: IptablesTable, chain: string): string[] => {
    const known = rulesByChain[table].get(chain);
    if (known !== undefined) return known;
    const rules: string[] = [];
    rulesByChain[table].set(chain, rules);
    return rules;
  };
  return {
    declare: (table, chain) => {
      rulesOf(table, chain);
    },
    append: (table, chain, rule) => {
      rulesOf(table, chain).push(rule);
    },
    print: () => TABLES.map((table) => printTable(table, rulesByChain[table])).join(''),
  };
}

function printTable(table: IptablesTable, rulesByChain: ReadonlyMap<string, readonly string[]>): string {
  const chains = [...rulesByChain].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const lines = [
    `*${table}`,
    ...chains.map(([chain]) => `:${chain} - [0:0]`),
    ...chains.flatMap(([chain, rules]) => rules.map((rule) => `-A ${chain} ${rule}`)),
    'COMMIT',
  ];
  return `${lines.join('\n')}\n`;
}
