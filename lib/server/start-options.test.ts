import { describe, expect, test } from 'vitest';
import { parseStartOptions, START_USAGE } from '#lib/server/start-options.ts';

const DEFAULTS = {
  strict: false,
  watchHpa: false,
  gates: [],
  host: '127.0.0.1',
  auth: 'loopback-only',
  metricsServices: 500,
  logLevel: 'warn',
  allowedHosts: [],
  open: false,
  help: false,
};

const READ: readonly { readonly args: readonly string[]; readonly want: object }[] = [
  { args: [], want: {} },
  { args: ['--demo'], want: { demo: '' } },
  { args: ['--demo=three-zones'], want: { demo: 'three-zones' } },
  { args: ['--demo=large:nodes=5000,endpoints=100'], want: { demo: 'large:nodes=5000,endpoints=100' } },
  { args: ['--snapshot', 's.json'], want: { snapshot: 's.json' } },
  { args: ['--watch-hpa'], want: { watchHpa: true } },
  { args: ['--demo', '--strict'], want: { demo: '', strict: true } },
  { args: ['--kubeconfig', 'a.yaml', '--context', 'c'], want: { kubeconfig: 'a.yaml', context: 'c' } },
  { args: ['--kubeconfig=a.yaml'], want: { kubeconfig: 'a.yaml' } },
  { args: ['-n', 'shop'], want: { namespace: 'shop' } },
  { args: ['--namespace', 'shop'], want: { namespace: 'shop' } },
  { args: ['--kubernetes-version', 'v1.21.10'], want: { version: { major: 1, minor: 21, patch: 10 } } },
  { args: ['--kubernetes-version=1.37'], want: { version: { major: 1, minor: 37, patch: 0 } } },
  {
    args: ['--feature-gates', 'TopologyAwareHints=true,kube-proxy:TopologyAwareHints=unknown'],
    want: {
      gates: [
        { gate: 'TopologyAwareHints', state: true },
        { program: 'kube-proxy', gate: 'TopologyAwareHints', state: 'unknown' },
      ],
    },
  },
  { args: ['--port', '0'], want: { port: 0 } },
  { args: ['--port', '65535'], want: { port: 65_535 } },
  { args: ['--host', '0.0.0.0', '--auth', 'token'], want: { host: '0.0.0.0', auth: 'token' } },
  { args: ['--base-path', '/zones/'], want: { basePath: '/zones' } },
  { args: ['--ops-port', '8081'], want: { opsPort: 8_081 } },
  { args: ['--port', '0', '--ops-port', '0'], want: { port: 0, opsPort: 0 } },
  { args: ['--metrics-services', '20'], want: { metricsServices: 20 } },
  { args: ['--host', '::1'], want: { host: '::1' } },
  {
    args: ['--host', '0.0.0.0', '--auth', 'none-and-i-know-it'],
    want: { host: '0.0.0.0', auth: 'none-and-i-know-it' },
  },
  { args: ['--host', '0.0.0.0', '--auth=none-and-i-know-it'], want: { host: '0.0.0.0', auth: 'none-and-i-know-it' } },
  {
    args: ['--allowed-host', 'Zones.example', '--allowed-host', '[fd00::1]'],
    want: { allowedHosts: ['zones.example', '[fd00::1]'] },
  },
  { args: ['--log-level', 'info'], want: { logLevel: 'info' } },
  { args: ['--open', '--help'], want: { open: true, help: true } },
];

const REFUSED: readonly (readonly [args: readonly string[], says: string])[] = [
  [['--feature-gates', 'Topology=true'], 'feature gate "Topology" has nothing to do with zone routing'],
  [['--strict', '--kubeconfig', 'x'], '--strict is about the embedded cluster'],
  [['--kubconfig', 'x'], "Cannot start: unknown option '--kubconfig'; --help lists the options"],
  [['stray'], "Cannot start: unexpected argument 'stray'"],
  [['--port'], "'--port <value>' argument missing"],
  [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536"'],
  [['--port', '-1'], '--port'],
  [['--port', '3e3'], 'not "3e3"'],
  [['--metrics-services', 'many'], '--metrics-services takes a number from 0 to 99999, not "many"'],
  [['--ops-port', 'x'], '--ops-port takes a number from 0 to 65535, not "x"'],
  [['--port', '8081', '--ops-port', '8081'], '--port and --ops-port both name 8081'],
  [['--kubernetes-version', '1.20'], 'from 1.21 to 1.37'],
  [['--kubernetes-version', 'latest'], 'not "latest"'],
  [['--feature-gates', 'TopologyAwareHints'], 'Cannot read feature gate "TopologyAwareHints"'],
  [['-n', 'Not A Name'], '--namespace "Not A Name" is no name of a namespace'],
  [['--demo', '--kubeconfig', 'x'], '--demo starts its own cluster'],
  [['--kubeconfig='], '--kubeconfig needs a file'],
  [['--snapshot='], '--snapshot needs a file'],
  [['--snapshot', 's.json', '--demo'], '--snapshot shows a file, so it goes without --kubeconfig'],
  [['--snapshot', 's.json', '--watch-hpa'], '--strict and --watch-hpa'],
  [['--snapshot', 's.json', '--auth', 'token'], 'a snapshot has none; leave out --snapshot'],
  [['--host', '0.0.0.0'], 'Cannot listen on 0.0.0.0: others could reach the page'],
  [['--host', '192.168.1.7'], 'Cannot listen on 192.168.1.7'],
  [['--host', '0.0.0.0', '--auth', 'none'], '--auth takes token or none-and-i-know-it, not "none"'],
  [['--demo', '--auth', 'token'], 'the embedded cluster knows nobody'],
  [['--auth', 'constructor'], '--auth takes token or none-and-i-know-it, not "constructor"'],
  [['--log-level', 'all'], '--log-level takes silent, error, warn, info, debug, not "all"'],
  [['--host='], '--host needs an address'],
  [['--allowed-host', 'a:80'], 'without port, not "a:80"'],
  [['--strict=yes'], '--strict'],
];

describe('parseStartOptions', () => {
  for (const { args, want } of READ) {
    test(`reads ${args.join(' ') || 'no options'}`, () =>
      expect(parseStartOptions(args)).toEqual({ ...DEFAULTS, ...want }));
  }

  for (const [args, says] of REFUSED) {
    test(`refuses ${args.join(' ')} in one sentence`, () => {
      const message = messageOf(() => parseStartOptions(args));
      expect(message).toContain(says);
      expect(message).toMatch(/^Cannot [^\n]*$/);
    });
  }

  test('what it reads travels as JSON', () => {
    const options = parseStartOptions(['--demo', '--kubernetes-version', '1.30', '--port', '0']);
    expect(JSON.parse(JSON.stringify(options))).toEqual(options);
  });

  test('the help names every option', () => {
    for (const name of [
      'kubeconfig',
      'context',
      'namespace',
      'demo',
      'strict',
      'kubernetes-version',
      'feature-gates',
      'port',
      'host',
      'allowed-host',
      'auth',
      'log-level',
      'open',
      'help',
    ]) {
      expect(START_USAGE).toContain(`--${name}`);
    }
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'nothing was thrown';
}
