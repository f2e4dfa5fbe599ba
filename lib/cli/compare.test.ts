import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { compare } from '#lib/cli/compare.ts';
import { DNS, HINTED_MOMENT, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

describe('zonescope compare', () => {
  const DUMP = join(HINTED_MOMENT, 'kind-worker.iptables');
  const compareWith = (dump: string, ...more: readonly string[]) =>
    compare(['--node', 'kind-worker', '--dump', dump, '-f', tutorial.file, ...more]);

  it('finds a real dump equal', async () => {
    const { text, isFinding } = await compareWith(DUMP);
    expect(text.split('\n')[0]).toBe('Equal: all 4 addresses dial what is predicted for kind-worker.');
    expect(isFinding).toBe(false);
  });

  it('names what differs and why, and is a finding then', async () => {
    const { text, isFinding } = await compareWith(join(HINTED_MOMENT, '../1-no-zones/kind-worker.iptables'));
    expect(isFinding).toBe(true);
    expect(text).toContain('3 of 4 addresses on kind-worker differ');
    expect(text).toContain('This data plane ignores hints');
    expect(text).toContain('the kube-proxy of 1.21-1.23 writes');
    expect(text).toMatch(/kube-system\/kube-dns +TCP 10\.96\.0\.10:9153 +extra/);
  });

  it('says it in JSON', async () => {
    const json = JSON.parse((await compareWith(DUMP, ...DNS, '--what-if', 'mode:off', '-o', 'json')).text);
    expect(json).toMatchObject({ equal: false, equalAddresses: [], unknownLines: [] });
    expect(json.differing).toHaveLength(3);
  });

  it('reads a dump that PowerShell wrote', async () => {
    const bytes = Buffer.from(`\uFEFF${readFileSync(DUMP, 'utf8').replaceAll('\n', '\r\n')}`, 'utf16le');
    for (const written of [bytes, Buffer.from(bytes).swap16(), Buffer.from(bytes.toString('utf16le'))]) {
      const { text } = await compareWith(tutorial.write('dump.txt', written));
      expect(text).toEqual((await compareWith(DUMP)).text);
    }
  });

  it('reads what was copied out of a terminal, and counts the lines that are no rules', async () => {
    const coloured = readFileSync(DUMP, 'utf8').replaceAll('KUBE-SVC', '\u001b[01;31m\u001b[KKUBE-SVC\u001b[m\u001b[K');
    const warned = 'Defaulted container "kube-proxy" out of: kube-proxy, init (init)';
    const copied = tutorial.write(
      'copied.txt',
      `$ kubectl exec -it kube-proxy-x -- iptables-save\n${warned}\n${coloured}$ `,
    );
    const { text, isFinding } = await compareWith(copied);
    expect(isFinding).toBe(false);
    expect(text).toContain('3 lines were not understood and left out.');
  });

  const REFUSED = [
    {
      name: 'a dump that is not there',
      args: ['--node', 'n', '--dump', '/nowhere/x'],
      says: 'Cannot read /nowhere/x: ENOENT',
    },
    {
      name: 'a packed dump',
      args: ['--node', 'kind-worker', '--dump', tutorial.write('dump.gz', gzipSync(readFileSync(DUMP)))],
      says: /^Cannot read .*dump\.gz: it is packed with gzip, so unpack it first$/,
    },
    {
      name: 'an empty dump',
      args: ['--node', 'kind-worker', '--dump', tutorial.write('empty.txt', '\r\n')],
      says: /^Cannot compare .*empty\.txt: There is nothing in it\.$/,
    },
    { name: 'no dump', args: ['--node', 'n'], says: 'compare needs --node NAME and --dump FILE' },
    {
      name: 'what is no dump',
      args: ['--node', 'kind-worker', '--dump', join(HINTED_MOMENT, 'nodes.json')],
      says: 'no output of ipvsadm',
    },
    {
      name: 'standard input twice',
      args: ['--node', 'n', '--dump', '-', '-f', '-'],
      says: 'only one of --dump and -f',
    },
  ];
  for (const { name, args, says } of REFUSED) {
    it(`cannot answer: ${name}`, async () => {
      await expect(compare(args.includes('-f') ? args : [...args, '-f', tutorial.file])).rejects.toThrow(says);
    });
  }
});
