import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Json, list, record } from '#lib/to-model/json.ts';

/** What a real 1.21 held once its slice had been made anew with hints, and what its nodes showed then. */
export const HINTED_MOMENT = join(import.meta.dirname, '../proxy-text/fixtures/tutorial-1.21/5-slice-deleted');
const KINDS = { nodes: 'Node', services: 'Service', endpointslices: 'EndpointSlice', pods: 'Pod' };

/** The options that ask about the one Service of the moment that zone routing is about. */
export const DNS = ['--service', 'kube-system/kube-dns'];

/** A file as `-f` takes it. */
export interface FileContent {
  readonly kind: string;
  readonly zonescope: Json;
  readonly items: readonly (Json & { readonly kind: string; readonly metadata: Json })[];
}

export interface TutorialFile {
  /** The moment in one file. */
  readonly file: string;
  /** Writes another file beside it, and tells its path. */
  write(name: string, content: string | Uint8Array): string;
  /** The same of a cluster that is made of the moment's. */
  writeChanged(name: string, change: (content: FileContent) => FileContent): string;
  remove(): void;
}

/** The moment as a file of its own folder, for whoever removes it again. */
export function tutorialFile(): TutorialFile {
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-cli-'));
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const items = Object.entries(KINDS).flatMap(([name, kind]) => {
    const found: unknown = JSON.parse(readFileSync(join(HINTED_MOMENT, `${name}.json`), 'utf8'));
    return list(record(found)['items']).map((item) => ({ ...record(item), kind }));
  });
  const zonescope = { kubernetesVersion: '1.21.14', gates: 'TopologyAwareHints=true' };
  const text = JSON.stringify({ kind: 'List', zonescope, items });
  return {
    file: write('cluster.json', text),
    write,
    writeChanged: (name, change) => write(name, JSON.stringify(change(JSON.parse(text)))),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
