import { describe, expect, test } from 'vitest';
import { proxyFromEnvironment } from '#lib/server/kube/proxy-from-environment.ts';

const PROXY = { HTTPS_PROXY: 'http://proxy:3128' };

const CASES: readonly (readonly [
  name: string,
  server: string,
  environment: Readonly<Record<string, string>>,
  want: string | undefined,
])[] = [
  ['HTTPS_PROXY is for https', 'https://k8s.example:6443', PROXY, 'http://proxy:3128'],
  ['in small letters, too', 'https://k8s.example', { https_proxy: 'http://small:1' }, 'http://small:1'],
  ['capitals come first', 'https://k8s.example', { ...PROXY, https_proxy: 'http://small:1' }, 'http://proxy:3128'],
  ['but not for http', 'http://k8s.example', PROXY, undefined],
  ['HTTP_PROXY is for http', 'http://k8s.example', { HTTP_PROXY: 'http://plain:1' }, 'http://plain:1'],
  ['without a scheme it is an http proxy', 'https://k8s.example', { HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128'],
  ['a socks proxy is one', 'https://k8s.example', { HTTPS_PROXY: 'socks5://s:1080' }, 'socks5://s:1080'],
  ['an empty one is none', 'https://k8s.example', { HTTPS_PROXY: ' ' }, undefined],
  ['localhost is never proxied', 'https://localhost:6443', PROXY, undefined],
  ['nor is 127.x', 'https://127.0.0.5:6443', PROXY, undefined],
  ['nor ::1', 'https://[::1]:6443', PROXY, undefined],
  ['NO_PROXY=* is nothing at all', 'https://k8s.example', { ...PROXY, NO_PROXY: '*' }, undefined],
  ['a name excepts itself', 'https://k8s.example', { ...PROXY, NO_PROXY: 'a, K8S.example ,b' }, undefined],
  ['and what is below it', 'https://api.k8s.example', { ...PROXY, NO_PROXY: 'k8s.example' }, undefined],
  ['but not what only ends alike', 'https://myk8s.example', { ...PROXY, NO_PROXY: 'k8s.example' }, 'http://proxy:3128'],
  ['a leading dot excepts what is below', 'https://api.k8s.example', { ...PROXY, no_proxy: '.k8s.example' }, undefined],
  ['and not the name itself', 'https://k8s.example', { ...PROXY, NO_PROXY: '.k8s.example' }, 'http://proxy:3128'],
  ['nor does *.', 'https://k8s.example', { ...PROXY, NO_PROXY: '*.k8s.example' }, 'http://proxy:3128'],
  ['an address excepts itself', 'https://10.0.0.1:6443', { ...PROXY, NO_PROXY: '10.0.0.1' }, undefined],
  ['a CIDR what is in it', 'https://10.1.2.3:6443', { ...PROXY, NO_PROXY: '10.0.0.0/8' }, undefined],
  ['and nothing else', 'https://11.1.2.3:6443', { ...PROXY, NO_PROXY: '10.0.0.0/8' }, 'http://proxy:3128'],
  ['also of IPv6', 'https://[fd00::1]:6443', { ...PROXY, NO_PROXY: 'fd00::/8' }, undefined],
  [
    'a CIDR that is none excepts nothing',
    'https://10.1.2.3',
    { ...PROXY, NO_PROXY: '10.0.0.0/x' },
    'http://proxy:3128',
  ],
  ['a port must match', 'https://10.0.0.1:6443', { ...PROXY, NO_PROXY: '10.0.0.1:443' }, 'http://proxy:3128'],
  ['and excepts when it does', 'https://k8s.example', { ...PROXY, NO_PROXY: 'k8s.example:443' }, undefined],
];

describe('proxyFromEnvironment', () => {
  for (const [name, server, environment, want] of CASES) {
    test(`${name}: ${server}`, () => expect(proxyFromEnvironment(new URL(server), environment)).toBe(want));
  }
});
