import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KubeConfig, loadYaml, type User } from '@kubernetes/client-node';
import { textOfFile } from '#lib/model/file-text.ts';
import { type Json, list, record, text } from '#lib/to-model/json.ts';

export interface KubeconfigRequest {
  /** In order; the first that names a thing decides, as kubectl merges them. Those that do not exist are left out. */
  readonly files: readonly string[];
  /** `--context`; the current one when absent. */
  readonly context?: string;
}

/**
 * Reads and merges kubeconfig files as kubectl does (client-go tools/clientcmd `ClientConfigLoadingRules.Load`) and
 * makes one context the current one.
 *
 * @throws Error in one sentence with the file's name: missing, unreadable, empty, without the context asked for.
 */
export function loadKubeconfig({ files, context }: KubeconfigRequest): KubeConfig {
  const present = files.filter((file) => statSync(file, { throwIfNoEntry: false }) !== undefined);
  const named = files.join(', ');
  if (present.length === 0)
    throw new Error(
      `Cannot read kubeconfig ${named}: ${files.length > 1 ? 'none of these files exists' : 'no such file'}`,
    );
  const parts = present.map(readOne);
  const merged = new KubeConfig();
  merged.loadFromOptions({
    clusters: firstOfEachName(parts.flatMap((part) => part.clusters)).map(withoutTls),
    users: firstOfEachName(parts.flatMap((part) => part.users)),
    contexts: firstOfEachName(parts.flatMap((part) => part.contexts)),
    currentContext:
      context ?? parts.map((part) => part.currentContext).find((name) => name !== undefined && name !== ''),
  });
  checkContext(merged, named, context);
  return merged;
}

function readOne(file: string): KubeConfig {
  const content = textOfFile(bytesOf(file), `kubeconfig ${file}`);
  if (content.trim() === '') throw new Error(`Cannot read kubeconfig ${file}: it is empty`);
  const config = new KubeConfig();
  try {
    config.loadFromString(content);
    config.makePathsAbsolute(dirname(file));
    const rawUsers = list(record(loadYaml(content))['users']).map(record);
    config.users = config.users.map((user) => {
      const raw = rawUsers.find((candidate) => candidate['name'] === user.name);
      return completeUser(user, record(raw?.['user']), dirname(file));
    });
  } catch {
    // What the parser says may quote the file, and with it a token.
    throw new Error(`Cannot read kubeconfig ${file}: it is no kubeconfig`);
  }
  return config;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new Error(`Cannot read kubeconfig ${file}: it is not readable${code}`);
  }
}

/**
 * What client-node leaves out: `tokenFile`, which decides over `token`, and the folder to which a plugin's path is relative
 * (client-go tools/clientcmd `getUserIdentificationPartialConfig`, `ResolveLocalPaths`).
 */
function completeUser(user: User, raw: Json, folder: string): User {
  const tokenFile = text(raw['tokenFile']);
  const exec = record(user.exec);
  const command = text(exec['command']);
  return {
    ...user,
    ...(tokenFile !== '' && {
      token: undefined,
      authProvider: { name: 'tokenFile', config: { tokenFile: resolve(folder, tokenFile) } },
    }),
    ...(/[\\/]/.test(command) && { exec: { ...exec, command: resolve(folder, command) } }),
  } as User;
}

function checkContext(config: KubeConfig, named: string, asked: string | undefined): void {
  const names = config.contexts.map((context) => context.name);
  const current = config.currentContext;
  if (names.length === 0) throw new Error(`Cannot use kubeconfig ${named}: it has no context`);
  if (current === undefined) {
    throw new Error(
      `Cannot use kubeconfig ${named}: it names no current context; choose one of ${names.join(', ')} with --context`,
    );
  }
  const context = config.getContextObject(current);
  if (context === null) {
    throw new Error(`Cannot use kubeconfig ${named}: it has no context "${current}", only ${names.join(', ')}`);
  }
  const cluster = config.getCluster(context.cluster);
  if (cluster === null || !URL.canParse(cluster.server) || !/^https?:/.test(cluster.server)) {
    const what = asked === undefined ? 'its current context' : `context "${asked}"`;
    throw new Error(`Cannot use kubeconfig ${named}: ${what} names no cluster with an address`);
  }
  // Without a user there is nothing to send, but the cluster's certificate is still to be checked.
  if (config.getCurrentUser() === null) config.users = [...config.users, { name: context.user }];
}

/** A plain http address has no certificate; client-node wants to be told that none is checked. */
function withoutTls<T extends { readonly server: string; readonly skipTLSVerify: boolean }>(cluster: T): T {
  return cluster.server?.startsWith('http:') ? { ...cluster, skipTLSVerify: true } : cluster;
}

function firstOfEachName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  const itemByName = new Map<string, T>();
  for (const item of items) if (!itemByName.has(item.name)) itemByName.set(item.name, item);
  return [...itemByName.values()];
}
