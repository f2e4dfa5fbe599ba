import { afterAll, describe, expect, it } from 'vitest';
import { DNS, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';
import { why } from '#lib/cli/why.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

function withHeader(fields: Readonly<Record<string, string>>): string {
  const zonescope = { kubernetesVersion: '1.21.14', ...fields };
  return tutorial.writeChanged('header.json', (content) => ({ ...content, zonescope }));
}

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
  ];
  for (const { name, call, says } of cases) {
    it(name, async () => expect(call()).rejects.toThrow(says));
  }
});
