import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linkedLibraries, pathsOf } from './linked-libraries.ts';

describe('pathsOf()', () => {
  it('reads libraries and the loader, and leaves out the page that the kernel maps', () => {
    const printed = [
      '\tlinux-vdso.so.1 (0x00007f10052a1000)',
      '\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f10051a1000)',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f10052a3000)',
      '',
    ].join('\n');
    expect(pathsOf(printed)).toEqual(['/lib/x86_64-linux-gnu/libm.so.6', '/lib64/ld-linux-x86-64.so.2']);
  });
});

describe.runIf(process.platform === 'linux')('linkedLibraries()', () => {
  it('finds the C library and the loader of the running Node, and what name lookup loads later', () => {
    const libraries = linkedLibraries(process.execPath);
    const names = libraries.map(({ at }) => at.split('/').at(-1));
    expect(names).toContain('libc.so.6');
    expect(names.some((name) => name?.startsWith('ld-linux'))).toBe(true);
    expect(names).toContain('libresolv.so.2');
    expect(libraries.filter(({ file }) => !existsSync(file))).toEqual([]);
  });

  it('says in one sentence what ldd says of a file that is no program', () => {
    expect(() => linkedLibraries('/etc/hostname')).toThrow(/^Cannot find the libraries of \/etc\/hostname: /);
  });
});
