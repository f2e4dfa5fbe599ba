import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';

export interface LinkedLibrary {
  /** Where the loader looks for it, without the leading slash. */
  readonly at: string;
  /** The file to copy, behind all links. */
  readonly file: string;
}

/** `libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x...)`, or the loader itself as a bare path. */
const LINE = /^\s*(?:\S+ => )?(\/\S+) \(0x[0-9a-f]+\)$/;
/** Loaded by name when an address is looked up, so that `ldd` cannot tell of them. */
const LOADED_LATER = ['libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2'];

/** The shared libraries that `ldd` prints of a binary, and those that the C library loads later. */
export function linkedLibraries(binary: string): readonly LinkedLibrary[] {
  const { status, stdout, stderr } = spawnSync('ldd', [binary], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Cannot find the libraries of ${binary}: ldd says ${stderr.trim()}`);
  const paths = pathsOf(stdout);
  const folder = paths.find((path) => path.endsWith('/libc.so.6'))?.replace(/\/libc\.so\.6$/, '');
  const later = folder === undefined ? [] : LOADED_LATER.map((name) => `${folder}/${name}`);
  return [...paths, ...later].flatMap((path) => {
    const file = realPath(path);
    return file === undefined ? [] : [{ at: path.slice(1), file }];
  });
}

/** The paths in what `ldd` prints; the kernel's own page (linux-vdso) has none. */
export function pathsOf(printed: string): readonly string[] {
  return printed.split('\n').flatMap((line) => LINE.exec(line)?.[1] ?? []);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
