import { describe, expect, test } from 'vitest';
import type { HintResult } from '#lib/hints/add-hints.ts';
import {
  EMPTY_HINT_MEMORY,
  forgetAddressType,
  forgetHints,
  type HintMemory,
  hintMemoryKey,
  rememberHints,
} from '#lib/hints/hint-memory.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const OLD = controllerRulesOf({ major: 1, minor: 25, patch: 16 }, {});
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});
const NO_SLICES = { toCreate: [], toUpdate: [], unchanged: [], oneOfSeveral: false, countsOneOfSeveral: false };
const HINTED: HintResult = {
  ...NO_SLICES,
  decision: { reason: 'hinted-by-cpu-share', values: { zones: 2 } },
  hintsByZone: new Map([['a', 2]]),
};
const FAILED: HintResult = { ...NO_SLICES, decision: { reason: 'one-zone-only', values: { zone: 'a' } } };
const V4 = { addressType: 'IPv4', rules: NEW };
const V6 = { addressType: 'IPv6', rules: NEW };

function keys(memory: HintMemory): readonly string[] {
  return [...memory.hintsByZoneByAddressType.keys()];
}

function messages({ events }: { readonly events: readonly { readonly message: string }[] }): readonly string[] {
  return events.map((event) => event.message);
}

describe('hints given', () => {
  test('are remembered, and announced once', () => {
    const first = rememberHints(EMPTY_HINT_MEMORY, HINTED, V4);
    expect(first.memory).toEqual({
      hintsByZoneByAddressType: new Map([['IPv4', new Map([['a', 2]])]]),
      populated: true,
    });
    expect(messages(first)).toEqual(['Topology Aware Hints has been enabled, addressType: IPv4']);
    expect(rememberHints(first.memory, HINTED, V4).events).toEqual([]);
  });

  test('share one flag between the families', () => {
    const first = rememberHints(EMPTY_HINT_MEMORY, HINTED, V4);
    const second = rememberHints(first.memory, HINTED, V6);
    expect(second.events).toEqual([]);
    expect(keys(second.memory)).toEqual(['IPv4', 'IPv6']);
  });
});

describe('a sync that fails', () => {
  test('announces its cause each time', () => {
    const first = rememberHints(EMPTY_HINT_MEMORY, FAILED, V4);
    expect(first.events).toHaveLength(1);
    expect(rememberHints(first.memory, FAILED, V4).events).toEqual(first.events);
  });

  test('clears the flag for the other family too, which is then announced again', () => {
    const v4 = rememberHints(EMPTY_HINT_MEMORY, HINTED, V4);
    const v6 = rememberHints(v4.memory, FAILED, V6);
    expect(keys(v6.memory)).toEqual(['IPv4']);
    expect(rememberHints(v6.memory, HINTED, V4).events).toHaveLength(1);
  });
});

describe('a Service that no longer asks', () => {
  test('is forgotten, and told so once', () => {
    const before = rememberHints(EMPTY_HINT_MEMORY, HINTED, V4).memory;
    const after = forgetHints(before, V4);
    expect(after.memory).toEqual(EMPTY_HINT_MEMORY);
    expect(messages(after)).toEqual(['Topology Aware Hints has been disabled, addressType: IPv4']);
    expect(forgetHints(after.memory, V4).events).toEqual([]);
  });
});

describe('minors that do not tell address types apart', () => {
  const v4 = { ...V4, rules: OLD, key: hintMemoryKey('IPv4', OLD) };
  const v6 = { ...V6, rules: OLD, key: hintMemoryKey('IPv6', OLD) };

  test('leave them out of the key', () => {
    expect([hintMemoryKey('IPv4', OLD), hintMemoryKey('IPv4', NEW)]).toEqual(['', 'IPv4']);
  });

  test('write no Events', () => {
    expect(rememberHints(EMPTY_HINT_MEMORY, HINTED, v4).events).toEqual([]);
    expect(rememberHints(EMPTY_HINT_MEMORY, FAILED, v4).events).toEqual([]);
    expect(forgetHints({ ...EMPTY_HINT_MEMORY, populated: true }, v4).events).toEqual([]);
  });

  test('let the families overwrite and remove each other’s hints', () => {
    const { memory } = rememberHints(EMPTY_HINT_MEMORY, HINTED, v4);
    expect(keys(memory)).toEqual(['']);
    expect(keys(rememberHints(memory, FAILED, v6).memory)).toEqual([]);
  });

  test('remember on after the Service no longer asks', () => {
    const { memory } = rememberHints(EMPTY_HINT_MEMORY, HINTED, v4);
    expect(keys(forgetHints(memory, v4).memory)).toEqual(['']);
  });
});

test('a lost family is forgotten without a word, and the memory given is not changed', () => {
  const before = rememberHints(EMPTY_HINT_MEMORY, HINTED, V4).memory;
  expect(forgetAddressType(before, 'IPv4')).toEqual(EMPTY_HINT_MEMORY);
  expect(keys(before)).toEqual(['IPv4']);
  expect(EMPTY_HINT_MEMORY.hintsByZoneByAddressType.size).toBe(0);
});
