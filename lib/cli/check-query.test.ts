import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { backends } from '#lib/cli/backends.ts';
import { compare } from '#lib/cli/compare.ts';
import { lint } from '#lib/cli/lint.ts';
import { sweep } from '#lib/cli/sweep.ts';
import { DNS, HINTED_MOMENT, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';
import { why } from '#lib/cli/why.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

describe('what is not there is refused in one sentence', () => {
  const cases = [
    {
      name: 'a Service that is not there',
      call: () => why(['--service', 'a/b', '-f', tutorial.file]),
      says: 'Cannot answer: there is no Service a/b among the 2 that were read',
    },
    {
      name: 'a node that is not there',
      call: () => backends(['--node', 'x', '-f', tutorial.file]),
      says: 'there is no Node x among the 4',
    },
  ];
  for (const { name, call, says } of cases) {
    it(name, async () => expect(call()).rejects.toThrow(says));
  }

  it.each([
    ['--data-plane', 'kind-worker:ipvs,nosuch:ipvs'],
    ['--feature-gates', 'kube-proxy@nosuch:TopologyAwareHints=false'],
  ])('a node that %s %s names', async (option, value) => {
    const args = ['-f', tutorial.file, option, value];
    for (const answer of [why([...DNS, ...args]), lint(args), sweep(args)]) {
      await expect(answer).rejects.toThrow(
        `Cannot answer: ${option} names a Node nosuch that is not among the 4 that were read`,
      );
    }
  });

  it('any Service', async () => {
    const path = tutorial.writeChanged('no-services.json', ({ items, ...head }) => ({
      ...head,
      items: items.filter(({ kind }) => kind !== 'Service'),
    }));
    const dump = ['--dump', join(HINTED_MOMENT, 'kind-worker.iptables')];
    const args = ['-f', path];
    const onNode = ['--node', 'kind-worker', ...args];
    for (const answer of [sweep(args), backends(onNode), compare([...dump, ...onNode])]) {
      await expect(answer).rejects.toThrow(
        'Cannot answer: what was read does not hold a Service; list them too: kubectl get nodes,services,endpointslices,pods -A -o json',
      );
    }
    expect((await lint(args)).text).toContain('kind-control-plane');
  });
});
