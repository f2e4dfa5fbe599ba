import { expect, test } from 'vitest';
import { podAddresses } from '#lib/endpoint-slice/pod-addresses.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const OLD = controllerRulesOf({ major: 1, minor: 32, patch: 13 }, {});
const NEW = controllerRulesOf({ major: 1, minor: 33, patch: 13 }, {});

test.each([
  ['IPv4', ['10.0.0.1', 'fd00::1'], ['10.0.0.1'], ['10.0.0.1']],
  ['IPv6', ['10.0.0.1', 'fd00::1'], ['fd00::1'], ['fd00::1']],
  ['IPv6', ['FD00:0::1'], ['FD00:0::1'], ['fd00::1']],
  ['IPv4', ['010.0.0.1'], ['010.0.0.1'], ['10.0.0.1']],
  ['IPv4', ['10.0.0.2', '10.0.0.1'], ['10.0.0.1', '10.0.0.2'], ['10.0.0.1', '10.0.0.2']],
  ['IPv4', ['fd00::1'], [], []],
  ['IPv4', ['nonsense'], ['nonsense'], ['nonsense']],
  ['FQDN', ['10.0.0.1'], [], []],
])('%s of %j: as written %j, later re-formatted %j', (addressType, podIPs, asWritten, reformatted) => {
  expect(podAddresses(podIPs, addressType, OLD)).toEqual(asWritten);
  expect(podAddresses(podIPs, addressType, NEW)).toEqual(reformatted);
});
