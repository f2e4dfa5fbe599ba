import { describe, expect, it } from 'vitest';
import { version } from '#lib/demo/test-cluster.test-support.ts';
import { tutorialSteps } from '#lib/demo/worlds/tutorial-steps.ts';
import type { GateOverride } from '#lib/model/gates.ts';

const ON: readonly GateOverride[] = [{ gate: 'TopologyAwareHints', state: true }];
const PLAIN = ['label-nodes', 'annotate-service', 'scale-to-two', 'scale-to-one'];

function steps(text: string, strict: boolean, gates = ON) {
  return tutorialSteps({ version: version(text), gates, strict });
}

describe('the steps of the tutorial', () => {
  it('open with what a real cluster needs, only to read', () => {
    const [create, ...rest] = steps('1.21.10', false).filter((step) => step.shows.length === 0);
    expect(create?.commands.join('\n')).toContain('kind create cluster');
    expect(rest.map((step) => step.id)).toEqual(['gate-api-server', 'gate-controller', 'gate-kube-proxy']);
  });

  it.each([
    ['1.21.10', false, PLAIN],
    [
      '1.21.10',
      true,
      ['label-nodes', 'annotate-service', 'node-event', 'delete-slice', 'scale-to-two', 'scale-to-one'],
    ],
    [
      '1.23.17',
      true,
      ['label-nodes', 'annotate-service', 'node-event', 'delete-slice', 'scale-to-two', 'scale-to-one'],
    ],
    ['1.24.0', true, PLAIN],
    ['1.31.0', true, PLAIN],
  ])('%s, strict %s', (text, strict, want) => {
    const ticked = steps(text, strict).filter((step) => step.shows.length > 0);
    expect(ticked.map((step) => step.id)).toEqual(want);
  });

  it('say what to expect under the rules in use', () => {
    const annotate = (text: string, gates = ON) =>
      steps(text, false, gates).find((step) => step.id === 'annotate-service')?.text.en;
    expect(annotate('1.21.10')).toContain('hint for its own zone (a, b, a, b)');
    expect(annotate('1.21.10', [])).toContain('Nothing happens');
    expect(annotate('1.23.0')).toMatch(/No hints come.*overload threshold\.$/);
    expect(annotate('1.31.0')).toContain('in an Event of the Service');
  });

  it('say when labels take effect: at once here, later in a real cluster of the version', () => {
    const label = (text: string, strict: boolean) =>
      steps(text, strict).find((step) => step.id === 'label-nodes')?.text.en;
    expect(label('1.21.10', false)).toContain('Start it with --strict');
    expect(label('1.21.10', true)).toContain('the labels alone change nothing yet');
    expect(label('1.31.0', false)).toBe('Two nodes in zone a, two in zone b.');
  });

  it('have every text in both languages', () => {
    for (const { title, text } of steps('1.21.10', true)) {
      for (const words of [title, text]) {
        expect(words.en).toMatch(/^[\x20-\x7e]+$/);
        expect(words.zh).toMatch(/[\u4e00-\u9fff]/);
      }
    }
  });
});
