import type { Viewers } from '#lib/server/auth/viewers.ts';
import type { Hub } from '#lib/server/hub/hub.ts';
import type { WatchMeter } from '#lib/server/kube/watch-meter.ts';
import type { Log } from '#lib/server/log/log.ts';
import type { Running } from '#lib/server/running.ts';
import type { StartOptions } from '#lib/server/start-options.ts';

export interface Booted {
  readonly running: Running;
  /** What is watched, in words for the line that `npm start` prints: `context kind-kind (https://127.0.0.1:6443)`. */
  readonly watching: string;
  /** Absent for a file, which nobody was asked for. */
  readonly as?: string;
  readonly contextName: string;
  /** `export KUBECONFIG=...` for the embedded cluster. */
  readonly kubeconfigExport?: string;
}

export interface BootOptions {
  readonly options: StartOptions;
  /** Names the build that pages come from. */
  readonly build: string;
  /** In place of one on standard error. */
  readonly log?: Log;
}

/** What is shown, whether it is watched or read from a file. */
export interface Shown extends Omit<Booted, 'running'>, Pick<Running, 'listPods' | 'listAutoscalers'> {
  readonly hub: Hub;
  readonly meter: WatchMeter;
  /** Who signs in with a token, and what each may see; absent where nobody is asked. */
  readonly viewers?: Viewers;
  stop(): Promise<void>;
}

export interface ShowRequest extends BootOptions {
  readonly log: Log;
}
