import { expect, it } from 'vitest';
import { TUTORIAL_GATE_OFF } from '#lib/demo/worlds/tutorial-gate-off.ts';

it('ends with the fix for each program', () => {
  const { version, gates } = TUTORIAL_GATE_OFF;
  const steps = TUTORIAL_GATE_OFF.steps({ version, gates, strict: true });
  expect(steps.map((step) => step.id)).toEqual([
    'label-nodes',
    'annotate-service',
    'scale-to-two',
    'scale-to-one',
    'gate-api-server',
    'gate-controller',
    'gate-kube-proxy',
  ]);
  expect(steps.at(-1)?.commands).toContain('kubectl delete pod -n kube-system -l k8s-app=kube-proxy');
});

it('has nothing to fix in a version in which the gate cannot be off', () => {
  const { gates } = TUTORIAL_GATE_OFF;
  const steps = TUTORIAL_GATE_OFF.steps({ version: { major: 1, minor: 34, patch: 0 }, gates, strict: false });
  expect(steps.filter((step) => step.shows.length === 0)).toEqual([]);
});
