import { afterAll, describe, expect, it } from 'vitest';
import { hints } from '#lib/cli/hints.ts';
import { DNS, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

async function say(args: readonly string[]): Promise<string> {
  return (await hints(args)).text;
}

describe('zonescope hints', () => {
  it('holds the hints that are there against those that the controller would write', async () => {
    const json = JSON.parse(await say([...DNS, '-f', tutorial.file, '-o', 'json']));
    expect(json.decisions).toMatchObject([{ family: 'IPv4', reason: 'hinted-by-cpu-share', differs: false }]);
    for (const endpoint of json.endpoints) expect(endpoint.hints).toEqual([endpoint.zone]);
  });
});

describe('zonescope hints on node hints', () => {
  const NODE_HINTS = ['--kubernetes-version', '1.35', '--what-if', 'mode:PreferSameNode'];
  it('shows the nodes beside the zones', async () => {
    const [endpoint] = JSON.parse(await say([...DNS, '-f', tutorial.file, ...NODE_HINTS, '-o', 'json'])).endpoints;
    expect(endpoint).toMatchObject({
      nodeHints: [endpoint.node],
      expectedNodes: [endpoint.node],
      hints: [endpoint.zone],
    });
    expect(await say([...DNS, '-f', tutorial.file, ...NODE_HINTS])).toContain(`${endpoint.zone},node/${endpoint.node}`);
  });
});

describe('zonescope hints that differ from what the rules say', () => {
  it('is a finding', async () => {
    const other = tutorial.writeChanged('stale.json', (content) => ({
      ...content,
      items: content.items.map(({ metadata: { annotations: _, ...metadata }, ...item }) => ({ ...item, metadata })),
    }));
    const answer = await hints([...DNS, '-f', other]);
    expect(answer.isFinding).toBe(true);
    expect(answer.text).toContain('the hints that are there are others');
    expect((await hints([...DNS, '-f', tutorial.file])).isFinding).toBe(false);
  });
});
