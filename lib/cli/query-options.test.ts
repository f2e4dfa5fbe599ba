import { afterAll, describe, expect, it } from 'vitest';
import { backends } from '#lib/cli/backends.ts';
import { hints } from '#lib/cli/hints.ts';
import { sweep } from '#lib/cli/sweep.ts';
import { DNS, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';
import { why } from '#lib/cli/why.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

describe('an option that cannot be used is refused in one sentence', () => {
  const cases = [
    {
      name: 'a Service without namespace',
      call: () => why(['--service', 'dns', '-f', tutorial.file]),
      says: '--service takes NAMESPACE/NAME',
    },
    { name: 'no Service', call: () => hints(['-f', tutorial.file]), says: 'hints needs --service' },
    { name: 'no node', call: () => backends(['-f', tutorial.file]), says: 'backends needs --node NAME' },
    {
      name: 'an unknown option',
      call: () => why(['--what', '-f', tutorial.file]),
      says: "Cannot answer: unknown option '--what'",
    },
    {
      name: 'an unknown format',
      call: () => why([...DNS, '-f', tutorial.file, '-o', 'yaml']),
      says: '-o takes table, json, not "yaml"',
    },
    {
      name: 'an unknown what-if',
      call: () => why([...DNS, '-f', tutorial.file, '--what-if', 'x:1']),
      says: 'Cannot read what-if "x:1"',
    },
    {
      name: 'an unknown version',
      call: () => why([...DNS, '-f', tutorial.file, '--kubernetes-version', '1.5']),
      says: 'from 1.21 to 1.37',
    },
    {
      name: 'an option of another command',
      call: () => why([...DNS, '-f', tutorial.file, '--dump', 'x']),
      says: "unknown option '--dump'",
    },
    {
      name: 'a node where the answer is not about one',
      call: () => sweep(['-f', tutorial.file, '--node', 'kind-worker']),
      says: "Cannot answer: unknown option '--node'; --help lists the options",
    },
  ];
  for (const { name, call, says } of cases) {
    it(name, async () => expect(call()).rejects.toThrow(says));
  }
});
