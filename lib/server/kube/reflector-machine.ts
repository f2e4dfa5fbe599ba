import type { Failure } from '#lib/server/kube/failure.ts';

/**
 * What a reflector does next, apart from its I/O: client-go's promises (tools/cache `Reflector.ListAndWatch`, `watchList`,
 * `watchHandler`, tools/pager `ListPager`) as a pure step function, so that a fake clock can drive a day of faults through it.
 * - It begins with a streaming list, which goes on as the watch. Where the server does not know it, or it fails, a list in
 *   pages of 500 takes its place; 410 on a later page restarts that once in one piece.
 * - Both ask for the newest state, never for one at a known resource version: nothing goes back in time, and 504 "too large
 *   resource version" is answered by asking that way again.
 * - A watch resumes at the last resource version, whoever ended it; only 410, 504, a refused version, a malformed line or an
 *   ERROR event read everything anew.
 * - Failures wait 0.8 s, doubled up to 30 s, times 1 to 2 by chance; a watch that held for 2 minutes forgets them.
 * - A first 410 is answered at once, also after an outage; a clean end after a second or more is no failure; an instant end is.
 * - 429 waits as long as it is told and keeps the place; 401 tries fresh credentials once, at once; 403 backs off like any
 *   failure, since an API server that has just started answers it to everybody until it has read its roles.
 */
export interface ReflectorMachine {
  readonly phase: 'idle' | 'streaming' | 'listing' | 'watching' | 'waiting';
  /** What to do after the wait: read everything, or go on from the last place. */
  readonly next: 'sync' | 'watch';
  /** Opaque; '' until everything has been read once. */
  readonly resourceVersion: string;
  /** Failures since the last healthy watch. */
  readonly failures: number;
  /** `failed`: the next time everything is read in pages; `refused`: always, since the server does not know the other way. */
  readonly streaming: 'offered' | 'failed' | 'refused';
  /** True once a 410 or the like has been answered at once, until a watch has been healthy again. */
  readonly hurried: boolean;
  /** False once a `continue` token has expired: the next list asks for all in one piece. */
  readonly paged: boolean;
  /** True after a 401 until something succeeds: fresh credentials did not help. */
  readonly refreshed: boolean;
}

export type ReflectorInput =
  | { readonly kind: 'start' }
  /** The streaming list is complete, and the same answer goes on as the watch. */
  | { readonly kind: 'streamed'; readonly resourceVersion: string }
  | { readonly kind: 'stream-failed'; readonly failure: Failure }
  /** A page of the list; `continueToken` is '' on the last one. */
  | { readonly kind: 'page'; readonly resourceVersion: string; readonly continueToken: string }
  | { readonly kind: 'list-failed'; readonly failure: Failure; readonly laterPage: boolean }
  /** ADDED, MODIFIED, DELETED or BOOKMARK. */
  | { readonly kind: 'progress'; readonly resourceVersion: string }
  /** The watch is over after so many milliseconds; without failure the server ended it cleanly. */
  | { readonly kind: 'watch-ended'; readonly lasted: number; readonly failure?: Failure }
  /** The wait is over. */
  | { readonly kind: 'woke' }
  /** The server is known to be there again, or the connection to be dead: whatever failed before counts no more. */
  | { readonly kind: 'back' }
  /** Somebody wants all objects anew; in pages when what the server streams is what is doubted. */
  | { readonly kind: 'relist'; readonly inPages: boolean };

export type ReflectorAction =
  | { readonly kind: 'stream'; readonly timeoutSeconds: number; readonly refresh: boolean }
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
  next: 'sync',
  resourceVersion: '',
  failures: 0,
  hurried: false,
  streaming: 'offered',
  paged: true,
  refreshed: false,
};

const PAGE = 500;
const FIRST_BACKOFF_MILLIS = 800;
const LAST_BACKOFF_MILLIS = 30_000;
const HEALTHY_MILLIS = 120_000;
const INSTANT_MILLIS = 1_000;
const MIN_WATCH_SECONDS = 300;

/** One step; `random` is 0 <= random < 1. */
export function stepReflector(machine: ReflectorMachine, input: ReflectorInput, random: number): ReflectorStep {
  switch (input.kind) {
    case 'start':
      return sync(machine, random);
    case 'relist':
      return sync(input.inPages ? withoutStream(machine) : machine, random);
    case 'streamed':
      return {
        machine: { ...synced(machine, input.resourceVersion), phase: 'watching', next: 'watch' },
      };
    case 'stream-failed':
      return streamFailed(machine, input.failure, random);
    case 'page':
      return input.continueToken === ''
        ? watch(synced(machine, input.resourceVersion), random)
        : { machine, action: listAction(machine, input.continueToken, false) };
    case 'list-failed':
      return listFailed(machine, input.failure, { laterPage: input.laterPage, random });
    case 'progress':
      return { machine: { ...machine, resourceVersion: input.resourceVersion, refreshed: false } };
    case 'watch-ended':
      return watchEnded(machine, input, random);
    case 'woke':
      return goOn(machine, random);
    case 'back':
      return goOn({ ...machine, failures: 0, hurried: false }, random);
  }
}

function goOn(machine: ReflectorMachine, random: number): ReflectorStep {
  return machine.next === 'sync' ? sync(machine, random) : watch(machine, random);
}

/** Everything has been read up to here. Whatever failed on the way may be tried again the next time. */
function synced(machine: ReflectorMachine, resourceVersion: string): ReflectorMachine {
  const streaming = machine.streaming === 'refused' ? 'refused' : 'offered';
  return { ...machine, resourceVersion, streaming, paged: true, refreshed: false };
}

function withoutStream(machine: ReflectorMachine): ReflectorMachine {
  return machine.streaming === 'offered' ? { ...machine, streaming: 'failed' } : machine;
}

function streamFailed(machine: ReflectorMachine, failure: Failure, random: number): ReflectorStep {
  const failed = { ...withoutStream(machine), failures: machine.failures + 1 };
  switch (failure.kind) {
    // The list that follows tells whether it is the right to list or to watch that is missing.
    case 'forbidden':
      return list(withoutStream(machine), false);
    case 'rejected':
      return list({ ...machine, streaming: 'refused' }, false);
    case 'unauthorized':
    case 'throttled':
      return afterFailure({ ...machine, failures: machine.failures + 1 }, failure, random);
    case 'gone':
    case 'malformed':
    case 'silent':
      return machine.hurried ? afterFailure(failed, failure, random) : list({ ...failed, hurried: true }, false);
    case 'unanswered':
      return afterFailure(failed, failure, random);
  }
}

function listFailed(
  machine: ReflectorMachine,
  failure: Failure,
  { laterPage, random }: { readonly laterPage: boolean; readonly random: number },
): ReflectorStep {
  const failed = { ...machine, next: 'sync', failures: machine.failures + 1 } as const;
  if (failure.kind === 'gone' && laterPage && machine.paged) return list({ ...failed, paged: false }, false);
  return afterFailure(failed, failure, random);
}

function watchEnded(
  machine: ReflectorMachine,
  { lasted, failure }: { readonly lasted: number; readonly failure?: Failure },
  random: number,
): ReflectorStep {
  const healthy = lasted >= HEALTHY_MILLIS;
  const before = healthy ? 0 : machine.failures;
  const hurried = machine.hurried && !healthy;
  if (failure === undefined && lasted >= INSTANT_MILLIS) {
    return watch({ ...machine, failures: before, hurried, refreshed: false }, random);
  }
  const relist = failure?.kind === 'gone' || failure?.kind === 'malformed' || failure?.kind === 'rejected';
  const failed = { ...machine, next: relist ? 'sync' : 'watch', failures: before + 1, hurried } as const;
  if (relist && !hurried) return sync({ ...failed, hurried: true }, random);
  return afterFailure(failed, failure, random);
}

function afterFailure(machine: ReflectorMachine, failure: Failure | undefined, random: number): ReflectorStep {
  if (failure?.kind === 'unauthorized' && !machine.refreshed) {
    const refreshed = { ...machine, refreshed: true };
    return refreshed.next === 'sync' ? sync(refreshed, random, true) : watch(refreshed, random, true);
  }
  const backoff = Math.min(LAST_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS * 2 ** Math.min(machine.failures - 1, 10));
  const millis = Math.max(backoff * (1 + random), failure?.retryAfterMillis ?? 0);
  return { machine: { ...machine, phase: 'waiting' }, action: { kind: 'wait', millis } };
}

/** Reads everything, in the best way that there is. */
function sync(machine: ReflectorMachine, random: number, refresh = false): ReflectorStep {
  if (machine.streaming !== 'offered') return list(machine, refresh);
  return {
    machine: { ...machine, phase: 'streaming', next: 'sync' },
    action: { kind: 'stream', timeoutSeconds: watchSeconds(random), refresh },
  };
}

function list(machine: ReflectorMachine, refresh: boolean): ReflectorStep {
  return { machine: { ...machine, phase: 'listing', next: 'sync' }, action: listAction(machine, '', refresh) };
}

function listAction(machine: ReflectorMachine, continueToken: string, refresh: boolean): ReflectorAction {
  return { kind: 'list', continueToken, limit: machine.paged ? PAGE : 0, refresh };
}

function watch(machine: ReflectorMachine, random: number, refresh = false): ReflectorStep {
  const { resourceVersion } = machine;
  return {
    machine: { ...machine, phase: 'watching', next: 'watch' },
    action: { kind: 'watch', resourceVersion, timeoutSeconds: watchSeconds(random), refresh },
  };
}

/** Watches end after 5 to 10 minutes by chance, so that those of many watchers do not end together. */
function watchSeconds(random: number): number {
  return Math.floor(MIN_WATCH_SECONDS * (1 + random));
}
