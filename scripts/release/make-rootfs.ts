import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { linkedLibraries } from './linked-libraries.ts';
import { stagePackage } from './stage-package.ts';
import { tracedModules } from './traced-modules.ts';

export interface RootfsOptions {
  /** The project, installed and built. */
  readonly root: string;
  /** The folder to make; emptied first. */
  readonly to: string;
  /** The Node binary that the image runs. */
  readonly node: string;
}

/** Where Debian's ca-certificates puts the bundle that Node and OpenSSL read. */
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** The id that distroless images give "nonroot"; the manifests name the same one. */
export const IMAGE_USER = 65_532;

/**
 * Makes what the image's last stage copies: Node, the libraries that it is linked with, CA certificates, names for two
 * users, and the application with just those modules that it loads. Nothing else: no shell, no package manager.
 *
 * @throws Error in one sentence for what is missing.
 */
export async function makeRootfs({ root, to, node }: RootfsOptions): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  for (const folder of ['app', 'etc/ssl/certs', 'tmp', 'usr/bin']) mkdirSync(join(to, folder), { recursive: true });
  chmodSync(join(to, 'tmp'), 0o1777);
  copyFileSync(node, join(to, 'usr/bin/node'));
  for (const library of linkedLibraries(node)) {
    mkdirSync(join(to, dirname(library.at)), { recursive: true });
    copyFileSync(library.file, join(to, library.at));
  }
  if (!existsSync(CERTIFICATES)) {
    throw new Error(`Cannot make the image: ${CERTIFICATES} is missing; install ca-certificates`);
  }
  copyFileSync(CERTIFICATES, join(to, 'etc/ssl/certs/ca-certificates.crt'));
  writeFileSync(
    join(to, 'etc/passwd'),
    `root:x:0:0:root:/:/sbin/nologin\nnonroot:x:${IMAGE_USER}:${IMAGE_USER}:nonroot:/tmp:/sbin/nologin\n`,
  );
  writeFileSync(join(to, 'etc/group'), `root:x:0:\nnonroot:x:${IMAGE_USER}:\n`);
  writeFileSync(join(to, 'etc/nsswitch.conf'), 'hosts: files dns\n');

  const app = join(to, 'app');
  stagePackage(root, app);
  for (const module of await tracedModules({ root, app })) {
    mkdirSync(join(app, dirname(module)), { recursive: true });
    cpSync(join(root, module), join(app, module), { dereference: true });
  }
}

/** The bytes of a folder as `du` counts them apparent, and of the same folder as a gzipped archive. */
export function sizesOf(folder: string): { readonly unpacked: number; readonly compressed: number } {
  const du = spawnSync('du', ['-sb', folder], { encoding: 'utf8' });
  const archive = `${folder}.tar.gz`;
  const tar = spawnSync('tar', ['-czf', archive, '--sort=name', '--owner=0', '--group=0', '-C', folder, '.']);
  if (du.status !== 0 || tar.status !== 0) throw new Error(`Cannot measure ${folder}: du or tar failed`);
  const compressed = readFileSync(archive).length;
  return { unpacked: Number(du.stdout.split('\t')[0]), compressed };
}
