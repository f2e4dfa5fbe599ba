import { describe, expect, it } from 'vitest';
import { parseProxyText } from '#lib/proxy-text/parse-proxy-text.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { printProxyText } from '#lib/view/proxy-print.ts';

const { analysis } = ask().answer;
const NEWER = ask({}, { minor: '1.37' }).answer.analysis;

describe('printProxyText()', () => {
  it('prints the whole Service as ipvsadm does, TCP before UDP, with what this node dials', () => {
    const lines = printProxyText({ analyses: [analysis], node: 'kind-worker' }, 'ipvs')?.split('\n') ?? [];
    expect(lines.filter((line) => !line.startsWith('  ->')).slice(2)).toEqual([
      'TCP  10.96.0.10:53 rr',
      'TCP  10.96.0.10:9153 rr',
      'UDP  10.96.0.10:53 rr',
      '',
    ]);
    const behindMetrics = lines.filter((line) => line.includes(':9153 ')).slice(1);
    expect(behindMetrics.map((line) => line.trim().split(/\s+/)[1])).toEqual(['10.244.0.5:9153', '10.244.3.2:9153']);
  });

  it('says the same in every mode that the version has', () => {
    for (const proxier of ['iptables', 'ipvs', 'nftables'] as const) {
      const text = printProxyText({ analyses: [NEWER], node: 'kind-worker' }, proxier) ?? '';
      const port = parseProxyText(text)?.ports.find(({ destination }) => destination === '10.96.0.10:9153');
      expect(port?.backends.map(({ key }) => key)).toEqual(['10.244.0.5:9153', '10.244.3.2:9153']);
    }
  });

  it('has no nftables for a version without that mode, and nothing for a node that is not there', () => {
    expect(printProxyText({ analyses: [analysis], node: 'kind-worker' }, 'nftables')).toBeUndefined();
    expect(printProxyText({ analyses: [analysis], node: 'nobody' }, 'ipvs')).toBeUndefined();
  });

  it('writes the rules that masquerade where it is told the cluster CIDR', () => {
    const options = { podCIDRs: ['10.244.0.0/16'] };
    expect(printProxyText({ analyses: [analysis], node: 'kind-worker', options }, 'iptables')).toContain(
      '! -s 10.244.0.0/16 -d 10.96.0.10/32',
    );
  });
});
