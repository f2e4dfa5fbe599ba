import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asPrinted } from '#lib/proxy-text/as-printed.ts';
import { parseProxyText } from '#lib/proxy-text/parse-proxy-text.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, 'fixtures/many-services-1.37', file), 'utf8');
const DUMPS = {
  'iptables-save': read('kind-worker.iptables'),
  'nft list ruleset': read('kind-worker.nft'),
  'ipvsadm -ln': [
    'IP Virtual Server version 1.2.1 (size=4096)',
    'Prot LocalAddress:Port Scheduler Flags',
    '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
    'TCP  10.96.0.10:53 rr persistent 10800',
    '  -> 10.244.0.5:53                Masq    1      0          0         ',
    '  -> 10.244.3.2:53                Masq    0      2          0         ',
    'UDP  [fd00::a]:53 wrr',
    '  -> [fd00:10::2]:53              Masq    3      0          0         ',
    '',
  ].join('\n'),
};
const ESC = '\u001b';
const PROMPT = 'root@kind-worker:/# ';

/** How a dump looks once somebody has copied it, with the lines that are none of it. */
const COPIES = [
  { name: 'with Windows line ends', copy: (text: string) => text.replaceAll('\n', '\r\n'), strays: 0 },
  {
    name: 'with the line ends that a terminal and Windows both added to',
    copy: (text: string) => text.replaceAll('\n', '\r\r\n'),
    strays: 0,
  },
  { name: 'with blanks at the line ends', copy: (text: string) => text.replaceAll('\n', '   \n'), strays: 0 },
  { name: 'behind a byte order mark', copy: (text: string) => `\uFEFF${text}`, strays: 0 },
  {
    name: 'with the command before it and the next prompt behind it',
    copy: (text: string, command: string) => `${PROMPT}${command}\n${text}${PROMPT}`,
    strays: 2,
  },
  {
    name: 'through kubectl exec',
    copy: (text: string) =>
      `Defaulted container "kube-proxy" out of: kube-proxy, init (init)\n${text}command terminated with exit code 1\n`,
    strays: 2,
  },
  {
    name: 'with colours',
    copy: (text: string) => text.replaceAll(/(KUBE-S\w+|service|10\.96)/g, `${ESC}[01;31m${ESC}[K$1${ESC}[m${ESC}[K`),
    strays: 0,
  },
  {
    name: 'out of a recorded terminal',
    copy: (text: string, command: string) =>
      `${ESC}[?2004h${ESC}]0;root@kind-worker: /\u0007${PROMPT}${command}\r\n${ESC}[?2004l\r${text.replaceAll('\n', '\r\n')}`,
    strays: 1,
  },
  {
    name: 'out of a chat, with blanks that do not break',
    copy: (text: string) => text.replaceAll('  ', ' \u00a0'),
    strays: 0,
  },
];

for (const [command, dump] of Object.entries(DUMPS)) {
  describe(`${command} is read to the last rule`, () => {
    const plain = parseProxyText(dump);
    for (const { name, copy, strays } of COPIES) {
      it(name, () => {
        const found = parseProxyText(asPrinted(copy(dump, command)));
        expect(found?.ports.length).toBeGreaterThan(1);
        expect(found).toEqual({ ...plain, unknownLines: expect.anything(), unknownCount: strays });
      });
    }
  });
}
