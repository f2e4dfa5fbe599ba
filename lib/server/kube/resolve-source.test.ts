import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  resolveSource,
  type Source,
  type SourceOptions,
  type SourceSurroundings,
} from '#lib/server/kube/resolve-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'zonescope-source-'));
afterAll(() => rmSync(folder, { recursive: true }));

function kubeconfig(name: string, path = join(folder, `${name}.yaml`), cluster = ''): string {
  writeFileSync(
    path,
    `{clusters: [{name: ${name}, cluster: {server: "https://${name}.example"${cluster}}}], users: [{name: ${name}-user, user: {}}],
contexts: [{name: ${name}, context: {cluster: ${name}, user: ${name}-user}}], current-context: ${name}}`,
  );
  return path;
}

const GIVEN = kubeconfig('given');
const LISTED = kubeconfig('listed');
const HOME = join(folder, 'home');
mkdirSync(join(HOME, '.kube'), { recursive: true });
kubeconfig('usual', join(HOME, '.kube', 'config'));
const ACCOUNT = join(folder, 'serviceaccount');
mkdirSync(ACCOUNT);
const claims = Buffer.from(JSON.stringify({ sub: 'system:serviceaccount:zones:zonescope' })).toString('base64url');
writeFileSync(join(ACCOUNT, 'token'), `header.${claims}.signature`);

const NOTHING: SourceSurroundings = {
  env: {},
  home: join(folder, 'nobody'),
  serviceAccountFolder: join(folder, 'none'),
};
const IN_POD = { env: { KUBERNETES_SERVICE_HOST: '10.96.0.1' }, serviceAccountFolder: ACCOUNT };

function nameOf(source: Source): string {
  return source.kind === 'demo' ? 'demo' : source.contextName;
}

const CASES: readonly {
  readonly name: string;
  readonly options?: SourceOptions;
  readonly around?: Partial<SourceSurroundings>;
  readonly want: string;
}[] = [
  { name: '--demo comes before everything', options: { demo: '' }, around: { ...IN_POD, home: HOME }, want: 'demo' },
  {
    name: '--kubeconfig comes before $KUBECONFIG',
    options: { kubeconfig: GIVEN },
    around: { env: { KUBECONFIG: LISTED }, home: HOME },
    want: 'given',
  },
  {
    name: '$KUBECONFIG comes before ~/.kube/config',
    around: { env: { KUBECONFIG: LISTED }, home: HOME },
    want: 'listed',
  },
  {
    name: '$KUBECONFIG may hold several files',
    around: { env: { KUBECONFIG: ['/nowhere', LISTED, GIVEN].join(delimiter) } },
    want: 'listed',
  },
  {
    name: '--context chooses among them',
    options: { context: 'given' },
    around: { env: { KUBECONFIG: [LISTED, GIVEN].join(delimiter) } },
    want: 'given',
  },
  { name: 'an empty $KUBECONFIG is none', around: { env: { KUBECONFIG: '' }, home: HOME }, want: 'usual' },
  { name: '~/.kube/config comes before the ServiceAccount', around: { ...IN_POD, home: HOME }, want: 'usual' },
  { name: 'the ServiceAccount comes before the embedded cluster', around: IN_POD, want: 'in-cluster' },
  {
    name: 'a ServiceAccount without an API server beside it is none',
    around: { serviceAccountFolder: ACCOUNT },
    want: 'demo',
  },
  { name: 'with nothing there it is the embedded cluster: an absent ~/.kube/config is no error', want: 'demo' },
];

describe('resolveSource', () => {
  for (const { name, options = {}, around, want } of CASES) {
    test(name, () => expect(nameOf(resolveSource(options, { ...NOTHING, ...around }))).toBe(want));
  }

  test("says as whom: the kubeconfig's user, or the sub of the token", () => {
    expect(resolveSource({ kubeconfig: GIVEN }, NOTHING)).toMatchObject({ user: 'given-user', insecure: false });
    expect(resolveSource({}, { ...NOTHING, ...IN_POD })).toMatchObject({
      user: 'system:serviceaccount:zones:zonescope',
    });
  });

  test('stays with the context of the start, whichever is made the current one later', () => {
    const path = join(folder, 'switched.yaml');
    const content = (
      current: string,
    ) => `{clusters: [{name: c, cluster: {server: "https://c.example"}}], users: [{name: u, user: {}}],
contexts: [{name: first, context: {cluster: c, user: u}}, {name: second, context: {cluster: c, user: u}}], current-context: ${current}}`;
    writeFileSync(path, content('first'));
    const source = resolveSource({ kubeconfig: path }, NOTHING);
    writeFileSync(path, content('second'));
    expect(source.kind === 'demo' ? '' : source.load().currentContext).toBe('first');
  });

  test('says when certificates are not checked', () => {
    const insecure = kubeconfig('insecure', undefined, ', insecure-skip-tls-verify: true');
    expect(resolveSource({ kubeconfig: insecure }, NOTHING)).toMatchObject({ insecure: true });
  });

  const empty = join(folder, 'empty.yaml');
  writeFileSync(empty, '');
  for (const [name, options, around] of [
    ['a --kubeconfig that is missing', { kubeconfig: '/nowhere' }, {}],
    ['a $KUBECONFIG of which no file exists', {}, { env: { KUBECONFIG: '/nowhere' }, home: HOME }],
    ['an empty $KUBECONFIG file', {}, { env: { KUBECONFIG: empty }, home: HOME }],
    ['a --context without any kubeconfig', { context: 'c' }, IN_POD],
  ] as const) {
    test(`${name} is an error, never the next source`, () => {
      expect(() => resolveSource(options, { ...NOTHING, ...around })).toThrow(/^Cannot /);
    });
  }
});
