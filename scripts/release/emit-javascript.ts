import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';

/** What only tests need. */
const NOT_SHIPPED = /(\.test\.ts$)|(\.test-support\.ts$)|(\.d\.ts$)|((^|[/\\])fixtures[/\\])/;
/** Only the package's own `imports` map an ending; a path to a neighbour would still name the TypeScript file. */
const RELATIVE_TYPESCRIPT = /(?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]+\.tsx?['"]/;

/** The sources below `folder` that run in the product, as paths relative to it, sorted. */
export function shippedSources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !NOT_SHIPPED.test(path))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/**
 * Writes every shipped source as JavaScript below `to`. Types become blanks, so that lines and columns of a stack are
 * those of the source; `#lib/room/file.ts` stays as it is and is mapped to the emitted file by the package's `imports`,
 * since Node strips no types under node_modules.
 *
 * @returns how many files were written.
 * @throws Error naming the file whose syntax needs more than stripping, or that imports a TypeScript file by path.
 */
export function emitJavaScript({ from, to }: { readonly from: string; readonly to: string }): number {
  const sources = shippedSources(from);
  for (const source of sources) {
    const text = readFileSync(join(from, source), 'utf8');
    if (RELATIVE_TYPESCRIPT.test(text)) {
      throw new Error(`Cannot emit ${source}: it imports a TypeScript file by path; import it as #lib/...`);
    }
    const target = join(to, source.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, stripped(source, text));
  }
  return sources.length;
}

function stripped(source: string, text: string): string {
  try {
    return stripTypeScriptTypes(text);
  } catch (error) {
    throw new Error(`Cannot emit ${source}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
