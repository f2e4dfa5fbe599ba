import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { DNS, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';
import { why } from '#lib/cli/why.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

function withHeader(fields: Readonly<Record<string, string>>): string {
  const zonescope = { kubernetesVersion: '1.21.14', ...fields };
  return tutorial.writeChanged('header.json', (content) => ({ ...content, zonescope }));
}

const BYTES = readFileSync(tutorial.file);
const UTF_16 = Buffer.from(`\uFEFF${BYTES.toString('utf8')}`, 'utf16le');

const OTHER = JSON.stringify({
  kind: 'List',
  items: ['ConfigMap', 'Secret', 'ConfigMap'].map((kind, at) => ({
    kind,
    metadata: { name: `n${at}`, namespace: 'shop' },
  })),
});

describe('a file is read in the encoding that its byte order mark tells', () => {
  const encodings = [
    { name: 'UTF-8 with one', bytes: Buffer.from(`\uFEFF${BYTES.toString('utf8')}`) },
    { name: 'UTF-16, as PowerShell writes it with ">"', bytes: UTF_16 },
    { name: 'UTF-16, big end first', bytes: Buffer.from(UTF_16).swap16() },
  ];
  for (const { name, bytes } of encodings) {
    it(name, async () => {
      const { text } = await why([...DNS, '-f', tutorial.write('encoded.json', bytes)]);
      expect(text).toEqual((await why([...DNS, '-f', tutorial.file])).text);
    });
  }
});

describe('a file that cannot be read is refused in one sentence', () => {
  const cases = [
    {
      name: 'a file that is not there',
      call: () => why([...DNS, '-f', '/nowhere/x.json']),
      says: 'Cannot read /nowhere/x.json: ENOENT',
    },
    {
      name: 'a header whose gates cannot be read',
      call: () => why([...DNS, '-f', withHeader({ gates: 'TopologyAwareHints=perhaps' })]),
      says: /^Cannot read .*header\.json: zonescope\.gates: Cannot /,
    },
    {
      name: 'a header whose what-if cannot be read',
      call: () => why([...DNS, '-f', withHeader({ whatIf: 'x:1' })]),
      says: /^Cannot read .*header\.json: zonescope\.whatIf: Cannot read what-if "x:1"/,
    },
    {
      name: 'a packed file',
      call: () => why([...DNS, '-f', tutorial.write('cluster.json.gz', gzipSync(BYTES))]),
      says: /^Cannot read .*cluster\.json\.gz: it is packed with gzip, so unpack it first$/,
    },
    {
      name: 'a file without text',
      call: () => why([...DNS, '-f', tutorial.write('no-mark.json', UTF_16.subarray(2))]),
      says: /^Cannot read .*no-mark\.json: it holds NUL bytes and no byte order mark, so it is no text; save it as /,
    },
    {
      name: 'an empty file',
      call: () => why([...DNS, '-f', tutorial.write('empty.json', ' \r\n')]),
      says: /^Cannot read .*empty\.json: it is empty$/,
    },
    {
      name: 'a file of other kinds',
      call: () => why([...DNS, '-f', tutorial.write('other.json', OTHER)]),
      says: /^Cannot read .*other\.json: of its 3 objects \(2 ConfigMap, 1 Secret\) none is of a kind that is read; list those: kubectl get nodes,services,endpointslices,pods -A -o json$/,
    },
    {
      name: 'an empty list',
      call: () => why([...DNS, '-f', tutorial.write('none.json', '{"kind":"List","items":[]}')]),
      says: /^Cannot read .*none\.json: it holds no object; list them: kubectl get nodes,services,endpointslices,pods -A -o json$/,
    },
    {
      name: 'YAML',
      call: () => why([...DNS, '-f', tutorial.write('cluster.yaml', 'apiVersion: v1\r\nitems:\r\n- kind: Node\r\n')]),
      says: /^Cannot read .*cluster\.yaml: it is YAML; write it with kubectl get \.\.\. -o json$/,
    },
    {
      name: 'a command line before the JSON',
      call: () => why([...DNS, '-f', tutorial.write('copied.json', '$ kubectl get\n{\n "kind": "List"\n}\n')]),
      says: /^Cannot read .*copied\.json: it is not JSON \([^\n]*\)$/,
    },
  ];
  for (const { name, call, says } of cases) {
    it(name, async () => expect(call()).rejects.toThrow(says));
  }
});
