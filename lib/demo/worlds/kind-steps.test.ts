import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CREATE_KIND_CLUSTER, GATE_IN_API_SERVER, GATE_IN_CONTROLLER_MANAGER } from '#lib/demo/worlds/kind-steps.ts';

it('writes a kind configuration of one control plane and three workers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-'));
  execFileSync('sh', ['-c', CREATE_KIND_CLUSTER.commands[0] ?? ''], { cwd: folder });
  const config = readFileSync(join(folder, 'kind.yaml'), 'utf8');
  expect(config.match(/^- role: .*$/gm)).toEqual([
    '- role: control-plane',
    '- role: worker',
    '- role: worker',
    '- role: worker',
  ]);
  rmSync(folder, { recursive: true });
});

it.each([
  ['kube-apiserver', GATE_IN_API_SERVER],
  ['kube-controller-manager', GATE_IN_CONTROLLER_MANAGER],
])('puts the gate under the command of %s, indented as its other flags', (program, step) => {
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-'));
  const file = join(folder, `${program}.yaml`);
  writeFileSync(file, `spec:\n  containers:\n  - command:\n    - ${program}\n    - --secure-port=1\n`);
  const command = (step.commands[0] ?? '').replace('docker exec kind-control-plane ', '');
  execFileSync('sh', ['-c', command.replace(/\/etc\/kubernetes\/manifests/, folder)]);
  expect(readFileSync(file, 'utf8').split('\n').slice(3, 6)).toEqual([
    `    - ${program}`,
    '    - --feature-gates=TopologyAwareHints=true',
    '    - --secure-port=1',
  ]);
  rmSync(folder, { recursive: true });
});
