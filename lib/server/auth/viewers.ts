import { createHash } from 'node:crypto';
import type { Clock } from '#lib/demo/clock.ts';
import type { Sight, Viewer } from '#lib/server/auth/sight.ts';
import { sightOfUser } from '#lib/server/auth/sight-of-user.ts';
import type { ReviewClient } from '#lib/server/kube/review-client.ts';

/** A viewer, or why there is none: `unknown` is nobody's token, `no-rights` somebody who may see nothing here. */
export type Admission =
  | { readonly kind: 'admitted'; readonly viewer: Viewer }
  | { readonly kind: 'denied'; readonly why: 'unknown' | 'no-rights' };

/** Those with a token, each known by it alone: nothing that is kept for one is ever looked up for another. */
export interface Viewers {
  /** @throws when the API server does not answer: nobody is let in on a guess. */
  admit(token: string): Promise<Admission>;
  /** Asks again, at most each minute, for as long as it is watched; tells once the answer is another one. */
  watch(token: string, viewer: Viewer, onChange: () => void): () => void;
  close(): void;
}

export interface ViewersOptions {
  readonly reviews: ReviewClient;
  readonly clock: Clock;
  /** Of the Services that are known; undefined while they are being read for the first time. */
  readonly namespaces: () => readonly string[] | undefined;
  /** Autoscalers are read, and may be seen by those who have the right to. */
  readonly autoscalers: boolean;
}

/**
 * A right that was taken away must be gone within a minute. A stream asks again after this time and may be told what was
 * answered to another one up to this time before: twice this is the worst.
 */
const FRESH_MILLIS = 25_000;
/** Wrong tokens in a row are guesses, and each costs the API server a review. */
const MOST_UNKNOWN = 60;
const UNKNOWN_MILLIS = 60_000;

interface Kept {
  readonly admission: Promise<Admission>;
  readonly until: number;
}

export function createViewers({ reviews, clock, namespaces, autoscalers }: ViewersOptions): Viewers {
  const keptByToken = new Map<string, Kept>();
  const cancelByWatch = new Map<symbol, () => void>();
  let unknown = 0;
  let unknownSince = clock.monotonic();

  async function ask(token: string): Promise<Admission> {
    const user = await reviews.userOf(token);
    if (user === undefined) {
      unknown += 1;
      return { kind: 'denied', why: 'unknown' };
    }
    const sight = await sightOfUser(reviews, { user, namespaces: namespaces(), autoscalers });
    if (sight === undefined) return { kind: 'denied', why: 'no-rights' };
    return { kind: 'admitted', viewer: { name: user.username, sight } };
  }

  function isGuessing(): boolean {
    if (clock.monotonic() - unknownSince > UNKNOWN_MILLIS) {
      unknown = 0;
      unknownSince = clock.monotonic();
    }
    return unknown >= MOST_UNKNOWN;
  }

  function admit(token: string): Promise<Admission> {
    const now = clock.monotonic();
    for (const [key, { until }] of keptByToken) if (until <= now) keptByToken.delete(key);
    // The token itself is kept nowhere.
    const key = createHash('sha256').update(token).digest('hex');
    const kept = keptByToken.get(key);
    if (kept !== undefined) return kept.admission;
    if (isGuessing()) return Promise.resolve({ kind: 'denied', why: 'unknown' });
    const admission = ask(token);
    keptByToken.set(key, { admission, until: now + FRESH_MILLIS });
    const forget = (): void => {
      if (keptByToken.get(key)?.admission === admission) keptByToken.delete(key);
    };
    admission.then(({ kind }) => kind === 'denied' && forget(), forget);
    return admission;
  }

  return {
    admit,
    watch(token, viewer, onChange) {
      const watch = Symbol('watch');
      const again = (): void => {
        const cancel = clock.after(FRESH_MILLIS, () => {
          admit(token).then(
            (admission) => {
              if (!cancelByWatch.has(watch)) return;
              if (admission.kind === 'admitted' && isSameSight(admission.viewer.sight, viewer.sight)) again();
              else onChange();
            },
            // An API server that does not answer takes no right away, nor does it keep one for ever: this says so again.
            () => cancelByWatch.has(watch) && again(),
          );
        });
        cancelByWatch.set(watch, cancel);
      };
      again();
      return () => {
        cancelByWatch.get(watch)?.();
        cancelByWatch.delete(watch);
      };
    },
    close() {
      for (const cancel of cancelByWatch.values()) cancel();
      cancelByWatch.clear();
      keptByToken.clear();
    },
  };
}

function isSameSight(left: Sight, right: Sight): boolean {
  return left.kind === 'restricted' && right.kind === 'restricted' ? left.id === right.id : left.kind === right.kind;
}
