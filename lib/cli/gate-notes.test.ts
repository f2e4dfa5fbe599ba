import { afterAll, describe, expect, it } from 'vitest';
import { backends } from '#lib/cli/backends.ts';
import { hints } from '#lib/cli/hints.ts';
import { DNS, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';
import { why } from '#lib/cli/why.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

describe('what is set for nothing', () => {
  const NOTHING = 'Setting the feature gate';
  it.each([
    [
      'ServiceTrafficDistribution=true',
      [],
      `${NOTHING} ServiceTrafficDistribution changes nothing: Kubernetes 1.21.14`,
    ],
    ['NoSuchGate=true', [], `${NOTHING} NoSuchGate changes nothing: no rule of zone routing asks for it.`],
    [
      'controller:TopologyAwareHints=false',
      ['--kubernetes-version', '1.33'],
      `${NOTHING} TopologyAwareHints changes nothing: it is always on in Kubernetes 1.33`,
    ],
    [
      'controller:TopologyAwareHints=false',
      ['--kubernetes-version', '1.37'],
      `${NOTHING} TopologyAwareHints changes nothing: Kubernetes 1.37`,
    ],
  ])('is said of a feature gate: %s %s', async (gate, version, note) => {
    const args = [...DNS, '-f', tutorial.file, '--feature-gates', gate, ...version];
    for (const notes of [await why(args), await hints(args), await backends(['--node', 'kind-worker', ...args])].map(
      (answer) => answer.notes,
    )) {
      expect(notes).toEqual([expect.stringContaining(note)]);
    }
  });

  it.each([
    ['TopologyAwareHints=false', []],
    ['TopologyAwareHints=false', ['--kubernetes-version', '1.37']],
    ['kube-proxy@kind-worker:TopologyAwareHints=false', ['--kubernetes-version', '1.37']],
  ])('is not said where some program heeds it: %s %s', async (gate, version) => {
    expect((await why([...DNS, '-f', tutorial.file, '--feature-gates', gate, ...version])).notes).toEqual([]);
  });
});
