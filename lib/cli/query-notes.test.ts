import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { backends } from '#lib/cli/backends.ts';
import type { CommandAnswer } from '#lib/cli/command-answer.ts';
import { compare } from '#lib/cli/compare.ts';
import { hints } from '#lib/cli/hints.ts';
import { lint } from '#lib/cli/lint.ts';
import { sweep } from '#lib/cli/sweep.ts';
import { DNS, HINTED_MOMENT, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';
import { why } from '#lib/cli/why.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

const NODE = ['--node', 'kind-worker'];
const DUMP = ['--dump', join(HINTED_MOMENT, 'kind-worker.iptables')];
type Ask = (args: readonly string[]) => Promise<CommandAnswer>;

/** The commands about one Service, and those about all. */
const ABOUT_ONE: readonly (readonly [string, Ask])[] = [
  ['why', (args) => why([...DNS, ...args])],
  ['hints', (args) => hints([...DNS, ...args])],
];
const ABOUT_ALL: readonly (readonly [string, Ask])[] = [
  ['backends', (args) => backends([...NODE, ...args])],
  ['compare', (args) => compare([...NODE, ...DUMP, ...args])],
  ['lint', lint],
  ['sweep', sweep],
];

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
    for (const [command, ask] of [...ABOUT_ONE, ...ABOUT_ALL]) {
      const { notes } = await ask(['-f', tutorial.file, '--feature-gates', gate, ...version]);
      expect(notes, command).toEqual([expect.stringContaining(note)]);
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

describe('what was not read of some Services', () => {
  const partly = tutorial.writeChanged('partly.json', ({ items, kind }) => ({
    kind,
    zonescope: {
      kubernetesVersion: '1.21.14',
      gates: 'TopologyAwareHints=true',
      missing: ['list endpointslices -n default'],
    },
    items: items.filter((item) => item.kind !== 'EndpointSlice' || item.metadata['namespace'] !== 'default'),
  }));
  const note =
    'Left out: 1 Service, since what was read does not hold the endpointslices that default/kubernetes needs.';

  it.each(ABOUT_ALL.slice(0, 2))('is left out by %s, and said', async (_, ask) => {
    const { text, notes } = await ask(['-f', partly]);
    expect(text).not.toContain('default/kubernetes');
    expect(notes).toEqual([note]);
  });
  it('is no difference to a dump, which has rules for them', async () => {
    const answer = await compare([...NODE, ...DUMP, '-f', partly]);
    expect(answer.isFinding).toBe(false);
    expect(answer.text).toContain('Equal: all 3 addresses dial');
  });
  it.each(['Node', 'EndpointSlice'])('is said by lint, which finds nothing of it: %s', async (kind) => {
    const path = tutorial.writeChanged(`without-${kind}.json`, ({ items, ...head }) => ({
      ...head,
      items: items.filter((item) => item.kind !== kind),
    }));
    const named = `${kind.toLowerCase()}s`;
    expect((await lint(['-f', path])).notes).toEqual([
      `What was read does not hold the ${named}, so nothing is found that takes them.`,
    ]);
  });
});

describe('what a prediction rests on', () => {
  const note = "As it will be after this Service's next sync; these changes alone do not cause one.";
  it.each([...ABOUT_ONE.slice(1), ...ABOUT_ALL.slice(0, 3)])('is said by %s', async (_, ask) => {
    const { notes } = await ask([...DNS, '-f', tutorial.file, '--what-if', 'relabel:kind-worker=b']);
    expect(notes).toContain(note);
    expect((await ask([...DNS, '-f', tutorial.file])).notes).toEqual([]);
  });
});

describe('a what-if that fits some Services only', () => {
  const refused = 'Not for 1 Service: No slider: the pods behind this Service are not known, or there are none.';
  it.each(ABOUT_ALL)('is no reason for %s to answer nothing', async (_, ask) => {
    const { notes } = await ask(['-f', tutorial.file, '--what-if', 'replicas:2']);
    expect(notes).toContain(refused);
  });
  it.each([...ABOUT_ONE, ...ABOUT_ALL])('is refused by %s where it fits none', async (_, ask) => {
    await expect(ask(['-f', tutorial.file, '--what-if', 'cordon:nowhere'])).rejects.toThrow(
      /^Cannot predict.*: Cannot change/,
    );
  });
});
