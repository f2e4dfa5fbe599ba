import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import type { User } from '@kubernetes/client-node';
import { parseJson } from '#lib/server/kube/read-json.ts';
import { type Json, optionalText, optionalTime, record, text } from '#lib/to-model/json.ts';

/** What a credential plugin gives: a token, or a client certificate with its key, or both. */
export interface ExecCredential {
  readonly token?: string;
  /** PEM. */
  readonly cert?: string;
  readonly key?: string;
}

/** Why there is none; said without anything that the plugin printed, which may hold a token. */
export class ExecCredentialError extends Error {
  constructor(said: string) {
    super(`Cannot get credentials: ${said}`);
    this.name = 'ExecCredentialError';
    this.said = said;
  }

  readonly said: string;
}

export interface ExecCredentials {
  /**
   * The plugin's credential: the last one while it holds, a new one when it has expired or when `refresh` says that the API
   * server refuses it. Callers at the same time share one run, and within 5 s of a run its outcome, good or bad.
   *
   * @throws ExecCredentialError.
   */
  get(user: User, refresh: boolean): Promise<ExecCredential>;
}

const ANSWER_MILLIS = 30_000;
const OUTPUT_BYTES = 1024 * 1024;
const SHARED_MILLIS = 5_000;

interface Run {
  readonly spec: string;
  readonly began: number;
  readonly outcome: Promise<{ readonly credential: ExecCredential; readonly expires: number | undefined }>;
}

/** Runs a kubeconfig's `exec` plugin (client-go plugin/pkg/client/auth/exec `Authenticator.refreshCredsLocked`). */
export function createExecCredentials({
  answerMillis = ANSWER_MILLIS,
  sharedMillis = SHARED_MILLIS,
}: {
  readonly answerMillis?: number;
  readonly sharedMillis?: number;
} = {}): ExecCredentials {
  let last: Run | undefined;

  async function isUsable(run: Run, refresh: boolean): Promise<boolean> {
    if (performance.now() - run.began < sharedMillis) return true;
    if (refresh) return false;
    return run.outcome.then(
      ({ expires }) => expires === undefined || expires > Date.now(),
      () => false,
    );
  }

  return {
    async get(user, refresh) {
      const exec = record(user.exec);
      const spec = JSON.stringify(exec);
      const usable = last !== undefined && last.spec === spec && (await isUsable(last, refresh));
      if (last === undefined || !usable) {
        last = { spec, began: performance.now(), outcome: runPlugin(exec, answerMillis) };
        last.outcome.catch(() => undefined);
      }
      return (await last.outcome).credential;
    },
  };
}

async function runPlugin(exec: Json, answerMillis: number): ReturnType<typeof outcomeOf> {
  const command = text(exec['command']);
  const name = basename(command)
    .replace(/[^\w.@-]/g, '?')
    .slice(0, 60);
  if (command === '') throw new ExecCredentialError('the kubeconfig names no command for its credential plugin');
  if (exec['interactiveMode'] === 'Always') {
    throw new ExecCredentialError(`its credential plugin "${name}" wants a terminal to ask at, and there is none`);
  }
  return outcomeOf(await outputOf(exec, { name, answerMillis }), name);
}

function outputOf(
  exec: Json,
  { name, answerMillis }: { readonly name: string; readonly answerMillis: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = Array.isArray(exec['args']) ? exec['args'].map(String) : [];
    // A group of its own, so that what a shell script started ends with it.
    const detached = process.platform !== 'win32';
    const child = spawn(text(exec['command']), args, {
      env: environmentFor(exec),
      stdio: ['ignore', 'pipe', 'ignore'],
      detached,
      windowsHide: true,
    });
    let output = '';
    const fail = (said: string): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      if (child.pid !== undefined && child.exitCode === null) kill(detached ? -child.pid : child.pid);
      reject(new ExecCredentialError(said));
    };
    const timer = setTimeout(
      () => fail(`its credential plugin "${name}" did not answer in ${answerMillis / 1000} s`),
      answerMillis,
    );
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      output += chunk;
      if (output.length > OUTPUT_BYTES) fail(`its credential plugin "${name}" prints without end`);
    });
    child.on('error', () => fail(`its credential plugin "${name}" cannot be run`));
    child.on('close', (code) => {
      if (code !== 0) fail(`its credential plugin "${name}" ended with ${code ?? 'a signal'}`);
      clearTimeout(timer);
      resolve(output);
    });
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

function environmentFor(exec: Json): NodeJS.ProcessEnv {
  const own = Array.isArray(exec['env']) ? exec['env'].map(record) : [];
  const info = {
    apiVersion: text(exec['apiVersion']) || 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: { interactive: false },
  };
  return {
    ...process.env,
    KUBERNETES_EXEC_INFO: JSON.stringify(info),
    ...Object.fromEntries(own.map((entry) => [text(entry['name']), text(entry['value'])])),
  };
}

async function outcomeOf(
  output: string,
  name: string,
): Promise<{ readonly credential: ExecCredential; readonly expires: number | undefined }> {
  const status = record(statusIn(output));
  const token = optionalText(status['token']);
  const cert = optionalText(status['clientCertificateData']);
  const key = optionalText(status['clientKeyData']);
  if (!token && !(cert && key)) throw new ExecCredentialError(`its credential plugin "${name}" printed no credential`);
  return {
    credential: { ...(token && { token }), ...(cert && { cert }), ...(key && { key }) },
    expires: optionalTime(status['expirationTimestamp']),
  };
}

function statusIn(output: string): unknown {
  try {
    const printed = parseJson(output);
    return printed['kind'] === 'ExecCredential' ? printed['status'] : undefined;
  } catch {
    return undefined;
  }
}
