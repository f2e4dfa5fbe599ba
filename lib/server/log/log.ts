import { pino } from 'pino';
import type { LogLevel } from '#lib/server/log/log-level.ts';
import { scrub } from '#lib/server/log/scrub.ts';

/** Plain values that say what happened; never a request, a header, a kubeconfig or a watch object as it came. */
export interface LogFields {
  readonly [name: string]: unknown;
  /** Of whatever was thrown only its name, message and the places in our own code go out. */
  readonly error?: unknown;
}

/** The server's log: one line of JSON each, on standard error. */
export interface Log {
  error(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Takes each line; standard error when absent. */
  readonly write?: (line: string) => void;
}

/** Every line is scrubbed of what looks like a secret and of characters that would steer a terminal. */
export function createLog({ level, write }: LogOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: errorText },
    hooks: { streamWrite: scrub },
  } as const;
  return write === undefined ? pino(options, pino.destination({ fd: 2, sync: true })) : pino(options, { write });
}

export const SILENT_LOG: Log = createLog({ level: 'silent', write: () => undefined });

function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}
