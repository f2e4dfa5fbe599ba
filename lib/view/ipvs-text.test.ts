import { describe, expect, it } from 'vitest';
import { ask } from '#lib/view/answer.test-support.ts';
import { ipvsText } from '#lib/view/ipvs-text.ts';

describe('ipvsText', () => {
  it('prints the whole Service, TCP before UDP, with what this node dials', () => {
    const lines = ipvsText(ask().answer.analysis, 'kind-worker').split('\n');
    expect(lines.filter((line) => !line.startsWith('  ->')).slice(2)).toEqual([
      'TCP  10.96.0.10:53 rr',
      'TCP  10.96.0.10:9153 rr',
      'UDP  10.96.0.10:53 rr',
      '',
    ]);
    expect(
      lines
        .filter((line) => line.includes(':9153 '))
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[1]),
    ).toEqual(['10.244.0.5:9153', '10.244.3.2:9153']);
  });

  it('is empty for a node that is not there', () => {
    expect(ipvsText(ask().answer.analysis, 'nobody')).toBe('');
  });
});
