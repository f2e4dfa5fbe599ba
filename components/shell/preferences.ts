'use client';

import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const valueByName = new Map<string, string | null>();

/** A choice that the browser keeps; without storage it holds until the page is left. */
function readPreference(name: string): string | null {
  if (!valueByName.has(name)) valueByName.set(name, stored(name));
  return valueByName.get(name) ?? null;
}

export function setPreference(name: string, value: string): void {
  valueByName.set(name, value);
  try {
    window.localStorage.setItem(`zonescope.${name}`, value);
  } catch {
    // Storage may be forbidden or full.
  }
  for (const listener of [...listeners]) listener();
}

/** null until the reader has chosen, and in a server rendering. */
export function usePreference(name: string): string | null {
  return useSyncExternalStore(
    subscribe,
    () => readPreference(name),
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key?.startsWith('zonescope.')) {
      valueByName.clear();
      listener();
    }
  };
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

function stored(name: string): string | null {
  try {
    return window.localStorage.getItem(`zonescope.${name}`);
  } catch {
    return null;
  }
}
