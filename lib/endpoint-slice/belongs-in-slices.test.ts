import { describe, expect, test } from 'vitest';
import { belongsInSlices } from '#lib/endpoint-slice/belongs-in-slices.ts';
import { podOf, serviceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Pod } from '#lib/model/pod.ts';

const OLDEST = controllerRulesOf({ major: 1, minor: 21, patch: 14 }, {});
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});

function belongs(pod: Partial<Pod>, rules = NEW, publishNotReadyAddresses = false): boolean {
  return belongsInSlices(podOf('p', { podIPs: ['10.0.0.1'], ...pod }), serviceOf({ publishNotReadyAddresses }), rules);
}

test('a pod with an address belongs, one without does not', () => {
  expect(belongs({})).toBe(true);
  expect(belongs({ podIPs: [] })).toBe(false);
});

describe('finished pods', () => {
  test.each([
    ['Never', 'Failed', false],
    ['Never', 'Succeeded', false],
    ['Never', 'Running', true],
    ['OnFailure', 'Failed', true],
    ['OnFailure', 'Succeeded', false],
    ['OnFailure', 'Running', true],
    ['Always', 'Failed', true],
    ['Always', 'Succeeded', true],
    ['', 'Succeeded', true],
  ])('in the oldest minor, restartPolicy %s and phase %s: %s', (restartPolicy, phase, expected) => {
    expect(belongs({ restartPolicy, phase }, OLDEST)).toBe(expected);
  });

  test.each(['Failed', 'Succeeded'])('later a %s pod never belongs', (phase) => {
    expect(belongs({ restartPolicy: 'Always', phase })).toBe(false);
  });
});

describe('terminating pods', () => {
  test('belong where the condition is written', () => {
    expect(belongs({ deletionTime: 1 })).toBe(true);
    expect(belongs({ deletionTime: 1 }, OLDEST)).toBe(false);
  });

  test('belong with publishNotReadyAddresses', () => {
    expect(belongs({ deletionTime: 1 }, OLDEST, true)).toBe(true);
  });
});
