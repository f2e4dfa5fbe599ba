import { describe, expect, it } from 'vitest';
import { SERVER_FLAGS, serverFlags } from './runtime.mjs';

describe('serverFlags()', () => {
  it.each([
    { args: [], isBounded: true },
    { args: ['--kubeconfig', '/home/me/.kube/config', '--context', 'prod'], isBounded: true },
    { args: ['--demo=three-zones'], isBounded: true },
    { args: ['--snapshot', 'incident.json'], isBounded: false },
    { args: ['--port', '0', '--snapshot=incident.json'], isBounded: false },
    { args: ['sweep', '-f', 'cluster.json'], isBounded: false },
    { args: ['backends', '--node', 'kind-worker2'], isBounded: false },
  ])('$args: the heap of what watches is bounded, what reads a file is not', ({ args, isBounded }) => {
    const flags = serverFlags(args);
    expect(flags.some((flag) => flag.startsWith('--max-semi-space-size='))).toBe(true);
    expect(flags.some((flag) => flag.startsWith('--max-old-space-size='))).toBe(isBounded);
    expect(SERVER_FLAGS.every((flag) => flags.includes(flag))).toBe(isBounded);
  });
});
