import type { Clock } from '#lib/demo/clock.ts';
import { type Failure, failureOfError } from '#lib/server/kube/failure.ts';
import type { KubeClient } from '#lib/server/kube/kube-client.ts';
import { readJson } from '#lib/server/kube/read-json.ts';
import { watchForWake } from '#lib/server/kube/wake-watch.ts';
import { text } from '#lib/to-model/json.ts';

export interface Heartbeat {
  /** A request has failed elsewhere: asks at once whether the server is there, unless it is being asked. */
  check(): void;
  stop(): void;
}

export interface HeartbeatOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** `/version` answered: `gitVersion`, as it stands there. */
  readonly onVersion: (gitVersion: string) => void;
  readonly onFailure: (failure: Failure) => void;
  /** Connections that were open until now are suspect: the server was away, or this machine was asleep. */
  readonly onSuspect: () => void;
}

const PERIOD_MILLIS = 20_000;
const ANSWER_MILLIS = 15_000;
const FIRST_RETRY_MILLIS = 1_000;

/**
 * Asks for `/version` every 20 s. It tells the version, also after an upgrade, and it finds a network that swallows
 * packets within 35 s, which a watch that merely hears nothing would not. After a sleep, and when a watch has failed, it asks
 * at once, and a server that is away soon again: it is the cheap question that tells everybody else when to go on.
 */
export function startHeartbeat({ client, clock, onVersion, onFailure, onSuspect }: HeartbeatOptions): Heartbeat {
  const stopped = new AbortController();
  let failures = 0;
  let refused = false;
  let beating = false;
  let cancelWait: (() => void) | undefined;

  async function beat(): Promise<void> {
    beating = true;
    try {
      const body = await client.open('/version', {
        signal: stopped.signal,
        idleMillis: () => ANSWER_MILLIS,
        answerMillis: ANSWER_MILLIS,
        refresh: refused,
      });
      const version = text((await readJson(body))['gitVersion']);
      if (stopped.signal.aborted) return;
      const wasAway = failures > 0;
      failures = 0;
      refused = false;
      onVersion(version);
      if (wasAway) onSuspect();
    } catch (error) {
      if (stopped.signal.aborted) return;
      const failure = failureOfError(error);
      failures += 1;
      refused = failure.kind === 'unauthorized';
      onFailure(failure);
    }
    beating = false;
    wait(failures === 0 ? PERIOD_MILLIS : Math.min(PERIOD_MILLIS, FIRST_RETRY_MILLIS * 2 ** (failures - 1)));
  }

  function wait(millis: number): void {
    cancelWait = clock.after(millis, () => void beat());
  }

  function beatNow(): void {
    if (beating) return;
    cancelWait?.();
    void beat();
  }

  const stopWakeWatch = watchForWake(clock, () => {
    onSuspect();
    beatNow();
  });
  void beat();
  return {
    check() {
      // While it is away it is asked often enough.
      if (failures === 0) beatNow();
    },
    stop() {
      stopped.abort();
      stopWakeWatch();
      cancelWait?.();
    },
  };
}
