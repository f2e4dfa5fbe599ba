// npm run sbom: what the product is made of, as CycloneDX, in .zonescope/sbom.cdx.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { ROOT } from './runtime.mjs';

install();
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const { status, stdout, stderr } = spawnSync(npm, ['sbom', '--sbom-format=cyclonedx'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
});
if (status !== 0) {
  console.error(`zonescope: Cannot write the SBOM: npm sbom ended with ${status}: ${stderr.trim()}`);
  process.exit(1);
}
const sbom = JSON.parse(stdout);
// npm names the root after its folder, and its own --omit=dev also leaves out what product and tests share.
sbom.metadata.component.name = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).name;
const isForTests = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');
const left = new Set(sbom.components.filter(isForTests).map((component) => component['bom-ref']));
sbom.components = sbom.components.filter((component) => !left.has(component['bom-ref']));
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => !left.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((name) => !left.has(name)) }));
mkdirSync(join(ROOT, '.zonescope'), { recursive: true });
writeFileSync(join(ROOT, '.zonescope', 'sbom.cdx.json'), JSON.stringify(sbom, null, 2));
console.log(`.zonescope/sbom.cdx.json: ${sbom.components.length} components.`);
