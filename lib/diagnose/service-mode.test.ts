import { describe, expect, it } from 'vitest';
import { serviceMode } from '#lib/diagnose/service-mode.ts';
import type { Service } from '#lib/model/service.ts';
import { contextOf, kubeDns } from '#lib/scenario/tutorial.test-support.ts';

const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

interface Case {
  readonly name: string;
  readonly version: string;
  readonly service: Partial<Service>;
  readonly mode: string;
  readonly source?: string;
}

const CASES: readonly Case[] = [
  { name: 'nothing asked for', version: 'v1.36.0', service: {}, mode: 'off' },
  {
    name: 'the older key',
    version: 'v1.26.0',
    service: { annotations: { [HINTS]: 'auto' } },
    mode: 'Auto',
    source: `${HINTS}: auto`,
  },
  {
    name: 'the newer key',
    version: 'v1.27.0',
    service: { annotations: { [MODE]: 'Auto' } },
    mode: 'Auto',
    source: `${MODE}: Auto`,
  },
  {
    name: 'the newer key where it is not read',
    version: 'v1.26.0',
    service: { annotations: { [MODE]: 'Auto' } },
    mode: 'Auto',
    source: `${MODE}: Auto`,
  },
  {
    name: 'a value that disables',
    version: 'v1.27.0',
    service: { annotations: { [MODE]: 'Disabled' } },
    mode: 'off',
    source: `${MODE}: Disabled`,
  },
  {
    name: 'the gate off',
    version: 'v1.21.10',
    service: { annotations: { [HINTS]: 'auto' } },
    mode: 'Auto',
    source: `${HINTS}: auto`,
  },
  {
    name: 'the field',
    version: 'v1.36.0',
    service: { trafficDistribution: 'PreferSameNode' },
    mode: 'PreferSameNode',
    source: 'spec.trafficDistribution: PreferSameNode',
  },
  {
    name: 'a field that the minor does not know',
    version: 'v1.26.0',
    service: { trafficDistribution: 'PreferClose' },
    mode: 'PreferClose',
    source: 'spec.trafficDistribution: PreferClose',
  },
  {
    name: 'an annotation over the field',
    version: 'v1.36.0',
    service: { annotations: { [MODE]: 'Auto' }, trafficDistribution: 'PreferClose' },
    mode: 'Auto',
    source: `${MODE}: Auto`,
  },
  {
    name: 'a Local policy over all',
    version: 'v1.36.0',
    service: { internalTrafficPolicy: 'Local', trafficDistribution: 'PreferClose' },
    mode: 'Local',
    source: 'spec.internalTrafficPolicy: Local',
  },
];

describe('serviceMode', () => {
  for (const { name, version, service, mode, source } of CASES) {
    it(`is ${mode} for ${name}`, () => {
      const facts = serviceMode({ ...kubeDns(false), ...service }, contextOf([], version).controllerRules);
      expect({ mode: facts.mode, source: facts.modeSource }).toEqual({ mode, source });
    });
  }
});
