import { expect, it } from 'vitest';
import { collectTables } from '#lib/proxy-text/iptables-tables.ts';

it('collectTables() prints chains by name, rules as they came, and chains without rules', () => {
  const tables = collectTables();
  tables.append('nat', 'KUBE-SVC-B', '-j KUBE-SEP-2');
  tables.append('nat', 'KUBE-SVC-A', '-j KUBE-SEP-9');
  tables.append('nat', 'KUBE-SVC-A', '-j KUBE-SEP-1');
  tables.declare('filter', 'KUBE-SERVICES');
  tables.declare('nat', 'KUBE-SVC-A');
  expect(tables.print()).toBe(
    [
      '*filter',
      ':KUBE-SERVICES - [0:0]',
      'COMMIT',
      '*nat',
      ':KUBE-SVC-A - [0:0]',
      ':KUBE-SVC-B - [0:0]',
      '-A KUBE-SVC-A -j KUBE-SEP-9',
      '-A KUBE-SVC-A -j KUBE-SEP-1',
      '-A KUBE-SVC-B -j KUBE-SEP-2',
      'COMMIT',
      '',
    ].join('\n'),
  );
});
