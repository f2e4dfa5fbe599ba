import { describe, expect, test } from 'vitest';
import { endpointPorts, portMapKey } from '#lib/endpoint-slice/endpoint-ports.ts';
import { podOf, serviceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Container } from '#lib/model/pod.ts';
import type { ServicePort } from '#lib/model/service.ts';

const OLD = controllerRulesOf({ major: 1, minor: 32, patch: 13 }, {});
const NEW = controllerRulesOf({ major: 1, minor: 33, patch: 13 }, {});

function containerOf(name: string, containerPort: number, fields: Partial<Container> = {}): Container {
  const ports = [{ name, containerPort, protocol: 'TCP' }];
  return { name: `c-${name}`, image: 'i', requests: {}, ports, ...fields };
}

function portOf(targetPort?: number | string, fields: Partial<ServicePort> = {}): ServicePort {
  const target = targetPort === undefined ? {} : { targetPort };
  return { name: 'http', protocol: 'TCP', port: 80, ...target, ...fields };
}

const POD = podOf('p', {
  containers: [containerOf('web', 8080), containerOf('web', 9090), containerOf('dns', 53)],
  initContainers: [containerOf('mesh', 15000, { restartPolicy: 'Always' }), containerOf('once', 1)],
});

function portsOf(ports: readonly ServicePort[], rules = NEW) {
  return endpointPorts(serviceOf({ ports }), POD, rules);
}

describe('target ports', () => {
  test.each([
    ['a number', portOf(8443), 8443],
    ['none: the Service’s own', portOf(), 80],
    ['a name: the first container that has it', portOf('web'), 8080],
    ['a name of another container', portOf('dns'), 53],
  ])('%s', (_, port, expected) => {
    expect(portsOf([port])).toEqual([{ name: 'http', protocol: 'TCP', port: expected }]);
  });

  test('a name that the pod does not have, or has with another protocol, is left out', () => {
    expect(portsOf([portOf('nobody'), portOf('web', { protocol: 'UDP' })])).toEqual([]);
  });

  test('a sidecar’s named port is found in newer minors, an init container’s never', () => {
    expect(portsOf([portOf('mesh')])).toEqual([{ name: 'http', protocol: 'TCP', port: 15000 }]);
    expect(portsOf([portOf('mesh')], OLD)).toEqual([]);
    expect(portsOf([portOf('once')])).toEqual([]);
  });

  test('appProtocol is handed on', () => {
    expect(portsOf([portOf(1, { appProtocol: 'http' })])).toEqual([
      { name: 'http', protocol: 'TCP', port: 1, appProtocol: 'http' },
    ]);
  });

  test('a Service without ports has none', () => {
    expect(portsOf([])).toEqual([]);
  });
});

describe('the key of a port map', () => {
  const a = { name: 'a', protocol: 'TCP', port: 1 };
  const b = { name: 'b', protocol: 'TCP', port: 2 };

  test('does not depend on the order', () => {
    expect(portMapKey([a, b])).toBe(portMapKey([b, a]));
  });

  test.each([
    { ...a, name: 'c' },
    { ...a, protocol: 'UDP' },
    { ...a, port: 3 },
    { ...a, appProtocol: 'http' },
    { protocol: 'TCP', port: 1 },
  ])('differs from that of %j', (other) => {
    expect(portMapKey([other])).not.toBe(portMapKey([a]));
  });

  test('no ports are a key of their own', () => {
    expect(portMapKey([])).not.toBe(portMapKey([{}]));
  });
});
