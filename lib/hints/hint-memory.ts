import type { HintResult } from '#lib/hints/add-hints.ts';
import type { CountByZone } from '#lib/hints/give-and-receive.ts';
import { type ControllerEvent, hintEvent, hintsDisabledEvent, hintsEnabledEvent } from '#lib/hints/hint-events.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';

/** What the controller remembers of one Service between syncs (topologycache TopologyCache); a restart forgets it. */
export interface HintMemory {
  /** Key '' where the minor's reconciler does not tell address types apart. */
  readonly hintsByZoneByAddressType: ReadonlyMap<string, CountByZone>;
  /** Whether "enabled" was announced; one flag for all address types. */
  readonly populated: boolean;
}

export const EMPTY_HINT_MEMORY: HintMemory = { hintsByZoneByAddressType: new Map(), populated: false };

export interface MemoryInput {
  readonly addressType: string;
  readonly rules: ControllerRules;
  /** What the caller of AddHints names the address type; hintMemoryKey says what a reconciler names it. */
  readonly key?: string;
}

export interface Remembered {
  readonly memory: HintMemory;
  /** Empty in minors that write none. */
  readonly events: readonly ControllerEvent[];
}

/**
 * Takes the outcome of AddHints for one address type into the memory. "Enabled" is announced once; each failing sync
 * announces its cause anew, and clears the flag for the other address type as well.
 */
export function rememberHints(
  memory: HintMemory,
  result: HintResult,
  { addressType, rules, key = addressType }: MemoryInput,
): Remembered {
  if (result.hintsByZone === undefined) {
    return {
      memory: forgetAddressType(memory, key),
      events: written(rules, hintEvent(result.decision, addressType)),
    };
  }
  const hintsByZoneByAddressType = new Map(memory.hintsByZoneByAddressType);
  hintsByZoneByAddressType.set(key, result.hintsByZone);
  return {
    memory: { hintsByZoneByAddressType, populated: true },
    events: memory.populated ? [] : written(rules, hintsEnabledEvent(addressType)),
  };
}

/**
 * The Service no longer asks for hints by CPU: forgets it, and says so if hints had been announced. Minors that do not
 * tell address types apart name one all the same when they forget, and so keep what they remember: such a Service can
 * still be found overloaded.
 */
export function forgetHints(memory: HintMemory, { addressType, rules }: MemoryInput): Remembered {
  return {
    memory: forgetAddressType(memory, addressType),
    events: memory.populated ? written(rules, hintsDisabledEvent(addressType)) : [],
  };
}

/** Forgets one address type without a word, as when the Service has lost that family (RemoveHints). */
export function forgetAddressType(memory: HintMemory, addressType: string): HintMemory {
  const hintsByZoneByAddressType = new Map(memory.hintsByZoneByAddressType);
  hintsByZoneByAddressType.delete(addressType);
  return { hintsByZoneByAddressType, populated: false };
}

/** What the minor's reconciler names the address type when it calls AddHints: the oldest leave it out. */
export function hintMemoryKey(addressType: string, rules: ControllerRules): string {
  return rules.cachesByAddressType ? addressType : '';
}

function written(rules: ControllerRules, event: ControllerEvent | undefined): readonly ControllerEvent[] {
  return rules.writesEvents && event !== undefined ? [event] : [];
}
