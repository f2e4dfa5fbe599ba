import { expect, it } from 'vitest';
import { listStrategy } from '#lib/demo/api-server/merge-keys.ts';

it.each([
  ['Service', 'spec.ports', { mergeKey: 'port' }],
  ['Pod', 'spec.containers', { mergeKey: 'name' }],
  ['Pod', 'spec.containers.ports', { mergeKey: 'containerPort' }],
  ['Deployment', 'spec.template.spec.containers', { mergeKey: 'name' }],
  ['Deployment', 'spec.containers', 'replace'],
  ['Node', 'status.conditions', { mergeKey: 'type' }],
  ['Node', 'spec.taints', 'replace'],
  ['Pod', 'spec.tolerations', 'replace'],
  ['EndpointSlice', 'ports', 'replace'],
  ['Pod', 'metadata.ownerReferences', { mergeKey: 'uid' }],
  ['Pod', 'metadata.finalizers', 'merge-primitives'],
] as const)('%s %s', (kind, path, want) => {
  expect(listStrategy(kind, path.split('.'))).toEqual(want);
});
