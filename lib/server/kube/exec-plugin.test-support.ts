import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A credential plugin that runs this JavaScript, and notes each run in `runs`. */
export function writePlugin(folder: string, name: string, script: string): string {
  const path = join(folder, name);
  const note = `require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'runs'))}, 'x');`;
  writeFileSync(path, `#!${process.execPath}\n${note}\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** JavaScript that prints an ExecCredential. */
export function printCredential(status: Readonly<Record<string, unknown>>): string {
  const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status };
  return `console.log(${JSON.stringify(JSON.stringify(credential))});`;
}
