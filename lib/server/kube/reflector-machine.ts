import type { Failure } from '#lib/server/kube/failure.ts';

/**
 * What a reflector does next, apart from its I/O: client-go's promises (tools/cache `Reflector.ListAndWatch`, `watchHandler`,
 * tools/pager `ListPager`) as a pure step function, so that a fake clock can drive a day of faults through it.
 * - The first list and each relist read the newest state in pages of 500; 410 on a later page restarts once in one piece.
 * - A watch resumes at the last resource version, whoever ended it; only 410, a malformed line, or an ERROR event relist.
 * - Failures wait 0.8 s, doubled up to 30 s, times 1 to 2 by chance; a watch that held for 2 minutes forgets them.
 * - A first 410 is answered at once; a clean end after a second or more is no failure; an instant end is one.
 * - 429 waits as long as it is told and keeps the place; 401 tries fresh credentials once, at once; 403 tries each minute.
 */
export interface ReflectorMachine {
  readonly phase: 'idle' | 'listing' | 'watching' | 'waiting';
  /** What to do after the wait. */
  readonly next: 'list' | 'watch';
  /** Opaque; '' until the first list. */
  readonly resourceVersion: string;
  /** Failures since the last healthy watch. */
  readonly failures: number;
  /** False once a `continue` token has expired: the next list asks for all in one piece. */
  readonly paged: boolean;
  /** True after a 401 until something succeeds: fresh credentials did not help. */
  readonly refreshed: boolean;
}

export type ReflectorInput =
  | { readonly kind: 'start' }
  /** A page of the list; `continueToken` is '' on the last one. */
  | { readonly kind: 'page'; readonly resourceVersion: string; readonly continueToken: string }
  | { readonly kind: 'list-failed'; readonly failure: Failure; readonly laterPage: boolean }
  /** ADDED, MODIFIED, DELETED or BOOKMARK. */
  | { readonly kind: 'progress'; readonly resourceVersion: string }
  /** The watch is over after so many milliseconds; without failure the server ended it cleanly. */
  | { readonly kind: 'watch-ended'; readonly lasted: number; readonly failure?: Failure }
  | { readonly kind: 'woke' }
  /** Somebody wants all objects anew (the kept fields have grown). */
  | { readonly kind: 'relist' };

export type ReflectorAction =
  | { readonly kind: 'list'; readonly continueToken: string; readonly limit: number; readonly refresh: boolean }
  | {
      readonly kind: 'watch';
      readonly resourceVersion: string;
      readonly timeoutSeconds: number;
      readonly refresh: boolean;
    }
  | { readonly kind: 'wait'; readonly millis: number };

export interface ReflectorStep {
  readonly machine: ReflectorMachine;
  /** Absent: go on with what runs. */
  readonly action?: ReflectorAction;
}

export const IDLE_REFLECTOR: ReflectorMachine = {
  phase: 'idle',
  next: 'list',
  resourceVersion: '',
  failures: 0,
  paged: true,
  refreshed: false,
};

const PAGE = 500;
const FIRST_BACKOFF_MILLIS = 800;
const LAST_BACKOFF_MILLIS = 30_000;
const FORBIDDEN_MILLIS = 30_000;
const HEALTHY_MILLIS = 120_000;
const INSTANT_MILLIS = 1_000;
const MIN_WATCH_SECONDS = 300;

/** One step; `random` is 0 <= random < 1. */
export function stepReflector(machine: ReflectorMachine, input: ReflectorInput, random: number): ReflectorStep {
  switch (input.kind) {
    case 'start':
    case 'relist':
      return list(machine, false);
    case 'page':
      return input.continueToken === ''
        ? watch({ ...machine, resourceVersion: input.resourceVersion, paged: true, refreshed: false }, random)
        : { machine, action: listAction(machine, input.continueToken, false) };
    case 'list-failed':
      return listFailed(machine, input.failure, { laterPage: input.laterPage, random });
    case 'progress':
      return { machine: { ...machine, resourceVersion: input.resourceVersion, refreshed: false } };
    case 'watch-ended':
      return watchEnded(machine, input, random);
    case 'woke':
      return machine.next === 'list' ? list(machine, false) : watch(machine, random);
  }
}

function listFailed(
  machine: ReflectorMachine,
  failure: Failure,
  { laterPage, random }: { readonly laterPage: boolean; readonly random: number },
): ReflectorStep {
  const failed = { ...machine, next: 'list', failures: machine.failures + 1 } as const;
  if (failure.kind === 'gone' && laterPage && machine.paged) return list({ ...failed, paged: false }, false);
  return afterFailure(failed, failure, random);
}

function watchEnded(
  machine: ReflectorMachine,
  { lasted, failure }: { readonly lasted: number; readonly failure?: Failure },
  random: number,
): ReflectorStep {
  const before = lasted >= HEALTHY_MILLIS ? 0 : machine.failures;
  if (failure === undefined && lasted >= INSTANT_MILLIS) {
    return watch({ ...machine, failures: before, refreshed: false }, random);
  }
  const relist = failure?.kind === 'gone' || failure?.kind === 'malformed';
  const failed = { ...machine, next: relist ? 'list' : 'watch', failures: before + 1 } as const;
  if (relist && before === 0) return list(failed, false);
  return afterFailure(failed, failure, random);
}

function afterFailure(machine: ReflectorMachine, failure: Failure | undefined, random: number): ReflectorStep {
  if (failure?.kind === 'unauthorized' && !machine.refreshed) {
    const refreshed = { ...machine, refreshed: true };
    return refreshed.next === 'list' ? list(refreshed, true) : watch(refreshed, random, true);
  }
  const backoff = Math.min(LAST_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS * 2 ** Math.min(machine.failures - 1, 10));
  const least = failure?.kind === 'forbidden' ? FORBIDDEN_MILLIS : backoff;
  const millis = Math.max(least * (1 + random), failure?.retryAfterMillis ?? 0);
  return { machine: { ...machine, phase: 'waiting' }, action: { kind: 'wait', millis } };
}

function list(machine: ReflectorMachine, refresh: boolean): ReflectorStep {
  return { machine: { ...machine, phase: 'listing', next: 'list' }, action: listAction(machine, '', refresh) };
}

function listAction(machine: ReflectorMachine, continueToken: string, refresh: boolean): ReflectorAction {
  return { kind: 'list', continueToken, limit: machine.paged ? PAGE : 0, refresh };
}

/** Watches end after 5 to 10 minutes by chance, so that those of many watchers do not end together. */
function watch(machine: ReflectorMachine, random: number, refresh = false): ReflectorStep {
  return {
    machine: { ...machine, phase: 'watching', next: 'watch' },
    action: {
      kind: 'watch',
      resourceVersion: machine.resourceVersion,
      timeoutSeconds: Math.floor(MIN_WATCH_SECONDS * (1 + random)),
      refresh,
    },
  };
}
