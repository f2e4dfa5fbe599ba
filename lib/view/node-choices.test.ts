import { describe, expect, it } from 'vitest';
import { ask } from '#lib/view/answer.test-support.ts';
import { nodeChoices } from '#lib/view/node-choices.ts';

describe('nodeChoices', () => {
  it('lists all nodes by zone and name, with what they dial', () => {
    const { answer, url } = ask({ pods: ['hfbmj'] });
    expect(
      nodeChoices(answer, url).map(({ name, zone, dials, ofEndpoints, inZoneShare }) => [
        name,
        zone,
        dials,
        ofEndpoints,
        inZoneShare,
      ]),
    ).toEqual([
      ['kind-control-plane', 'a', 1, 1, 1],
      ['kind-worker', 'a', 1, 1, 1],
      ['kind-worker2', 'b', 1, 1, 0],
      ['kind-worker3', 'b', 1, 1, 0],
    ]);
  });

  it('tells control-plane nodes and, in newer minors, that they are not counted', () => {
    const { answer, url } = ask({ version: 'v1.23.17' });
    expect(nodeChoices(answer, url)[0]?.badges).toEqual(['control-plane', 'not-counted']);
  });
});
