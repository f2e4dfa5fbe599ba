import { afterAll, describe, expect, it } from 'vitest';
import { backends } from '#lib/cli/backends.ts';
import { hints } from '#lib/cli/hints.ts';
import { sweep } from '#lib/cli/sweep.ts';
import { DNS, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';
import { why } from '#lib/cli/why.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

it('nothing is answered from a file without nodes or slices', async () => {
  for (const [kind, named] of [
    ['Node', 'nodes'],
    ['EndpointSlice', 'endpointslices'],
  ]) {
    const path = tutorial.writeChanged('limited.json', ({ items, ...head }) => ({
      ...head,
      items: items.filter((item) => item.kind !== kind),
    }));
    const words = `Cannot answer: what was read does not hold the ${named} that `;
    await expect(why([...DNS, '-f', path])).rejects.toThrow(words);
    expect((await sweep(['-f', path])).text).toContain(`not in the file: ${named}`);
  }
});

describe('--fail-on', () => {
  const OFF = ['--what-if', 'replicas:1', '--fail-on', 'problem'];
  const cases = [
    {
      name: 'zone routing that is on passes',
      call: () => why([...DNS, '-f', tutorial.file, '--fail-on', 'problem']),
      want: false,
    },
    { name: 'zone routing that is off stops why', call: () => why([...DNS, '-f', tutorial.file, ...OFF]), want: true },
    {
      name: 'zone routing that is off stops hints',
      call: () => hints([...DNS, '-f', tutorial.file, ...OFF]),
      want: true,
    },
    {
      name: 'zone routing that is off stops backends',
      call: () => backends(['--node', 'kind-worker', ...DNS, '-f', tutorial.file, ...OFF]),
      want: true,
    },
    {
      name: 'nothing stops without it',
      call: () => why([...DNS, '-f', tutorial.file, '--what-if', 'replicas:1']),
      want: false,
    },
  ];
  for (const { name, call, want } of cases) {
    it(name, async () => expect((await call()).isFinding).toBe(want));
  }
});
