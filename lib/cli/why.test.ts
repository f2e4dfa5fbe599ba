import { afterAll, describe, expect, it } from 'vitest';
import { DNS, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';
import { why } from '#lib/cli/why.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

async function say(args: readonly string[]): Promise<string> {
  return (await why(args)).text;
}

describe('zonescope why', () => {
  it('says of a prediction how it stands now, what goes and comes, both of its answers, and what it rests on', async () => {
    const asked = [...DNS, '-f', tutorial.file, '--what-if', 'relabel:kind-worker=b'];
    const table = await say(asked);
    expect(table).toContain('Predicted:\n');
    expect(table).toMatch(/\n {2}in effect on 4 of 4 nodes \(now 4\)\n(.*\n)*? {2}until the next sync: in effect on /);
    expect(table).toContain("  As it will be after this Service's next sync; these changes alone do not cause one.");
    const scaled = await say([...DNS, '-f', tutorial.file, '--what-if', 'replicas:3']);
    expect(scaled).toMatch(/Predicted:\n(.*\n)*? {2}.*coredns-/);
    expect(await say([...DNS, '-f', tutorial.file])).not.toContain('Predicted:');
    expect(JSON.parse(await say([...asked, '-o', 'json'])).predicted).toEqual(
      expect.arrayContaining([expect.stringMatching(/until the next sync/)]),
    );
  });
  it('says the verdict, what Kubernetes says, the cause and the rules', async () => {
    const json = JSON.parse(await say([...DNS, '-f', tutorial.file, '--what-if', 'replicas:1', '-o', 'json']));
    expect(json).toMatchObject({ verdict: 'off', reason: 'fewer-endpoints-than-zones' });
    expect(json.kubernetesSays).toMatchObject([
      { words: 'Skipping topology aware endpoint filtering since one or more endpoints is missing a zone hint' },
    ]);
    const table = await say([...DNS, '-f', tutorial.file]);
    expect(table).toMatch(/^Zone routing is on/);
    expect(table).toMatch(/\n {2}2 nodes, such as kind-/);
    expect(table).toMatch(/Worth knowing:\n(.*\n)* {2}Computed from hints, not measured/);
  });

  it('follows what is said of the data plane', async () => {
    expect(
      JSON.parse(await say([...DNS, '-f', tutorial.file, '--data-plane', '*:cilium', '-o', 'json'])),
    ).toMatchObject({
      verdict: 'ignored',
      reason: 'data-plane-ignores-hints',
    });
    expect(await say([...DNS, '-f', tutorial.file, '--data-plane', 'kind-worker:unknown'])).toContain(
      'Data planes:\n  1 node, such as kind-worker: Data plane unknown, as data-plane says.',
    );
    await expect(why([...DNS, '-f', tutorial.file, '--data-plane', 'x'])).rejects.toThrow('Cannot read data plane "x"');
  });
});
