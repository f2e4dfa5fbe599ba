import type { LiveClock } from '#lib/live/live-outside.ts';

/** At most one timer of each name. */
export interface NamedTimers<Name extends string> {
  /** In place of the one of this name that may still run. */
  set(name: Name, millis: number, run: () => void): void;
  clear(...names: readonly Name[]): void;
}

export function createNamedTimers<Name extends string>(clock: LiveClock): NamedTimers<Name> {
  const handleByName = new Map<Name, unknown>();

  function clear(...names: readonly Name[]): void {
    for (const name of names) {
      if (handleByName.has(name)) clock.clearTimeout(handleByName.get(name));
      handleByName.delete(name);
    }
  }

  return {
    set(name, millis, run) {
      clear(name);
      const handle = clock.setTimeout(() => {
        handleByName.delete(name);
        run();
      }, millis);
      handleByName.set(name, handle);
    },
    clear,
  };
}
