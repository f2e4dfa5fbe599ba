import { describe, expect, it } from 'vitest';
import type { Toleration } from '#lib/model/pod.ts';
import { tolerates } from '#lib/model/toleration.ts';

const TAINT = { key: 'dedicated', value: 'dns', effect: 'NoSchedule' };
const EXACT: Toleration = { key: 'dedicated', operator: 'Equal', value: 'dns', effect: 'NoSchedule' };

describe('tolerates', () => {
  it.each<readonly [string, Partial<Toleration>, boolean]>([
    ['the same key, value and effect', {}, true],
    ['no operator, which means Equal', { operator: '' }, true],
    ['another value', { value: 'web' }, false],
    ['another value under Exists', { operator: 'Exists', value: 'web' }, true],
    ['another key', { key: 'spot' }, false],
    ['another effect', { effect: 'NoExecute' }, false],
    ['every effect', { effect: '' }, true],
    ['every key', { key: '', operator: 'Exists' }, true],
    ['an operator that it does not know', { operator: 'Gt' }, false],
  ])('%s', (_name, change, want) => {
    expect(tolerates({ ...EXACT, ...change }, TAINT)).toBe(want);
  });
});
