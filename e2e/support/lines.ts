import type { Readable } from 'node:stream';

/** Calls back with each whole line that a stream prints. */
export function onLine(stream: Readable, call: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) call(line);
  });
}
