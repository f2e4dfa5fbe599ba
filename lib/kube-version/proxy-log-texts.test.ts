import { describe, expect, it } from 'vitest';
import { emptyPortComment, type ProxyLogSubject, proxyLogText } from '#lib/kube-version/proxy-log-texts.ts';
import { parseVersion } from '#lib/model/version.ts';

function log(version: string, subject: ProxyLogSubject) {
  return proxyLogText(parseVersion(version) ?? { major: 0, minor: 0, patch: 0 }, subject);
}

const NO_LABEL = { about: 'node-without-zone' } as const;
const NO_HINT = { about: 'endpoint-without-zone-hint' } as const;
const NOT_FOR_ZONE = { about: 'no-hint-for-zone', zone: 'c' } as const;

const CASES: readonly (readonly [string, string, ProxyLogSubject, string, number])[] = [
  [
    '1.22 warns in one string',
    '1.22.17',
    NO_LABEL,
    'Skipping topology aware endpoint filtering since node is missing topology.kubernetes.io/zone label',
    0,
  ],
  [
    '1.23 writes the label as a value',
    '1.23.17',
    NO_LABEL,
    '"Skipping topology aware endpoint filtering since node is missing label" label="topology.kubernetes.io/zone"',
    0,
  ],
  [
    '1.27 always says it',
    '1.27.16',
    NOT_FOR_ZONE,
    '"Skipping topology aware endpoint filtering since no hints were provided for zone" zone="c"',
    0,
  ],
  [
    '1.30 from -v=2',
    '1.30.14',
    NO_HINT,
    '"Skipping topology aware endpoint filtering since one or more endpoints is missing a zone hint"',
    2,
  ],
  [
    '1.31 from -v=7',
    '1.31.14',
    NO_HINT,
    '"Skipping topology aware endpoint filtering since one or more endpoints is missing a zone hint"',
    7,
  ],
  [
    '1.33 in other words, from -v=7',
    '1.33.13',
    NO_HINT,
    '"Ignoring same-zone topology hints for service since one or more endpoints is missing a zone hint"',
    7,
  ],
  [
    '1.37 from -v=2',
    '1.37.2',
    NOT_FOR_ZONE,
    '"Ignoring same-zone topology hints for service since no hints were provided for zone" zone="c"',
    2,
  ],
];

describe('proxyLogText', () => {
  for (const [name, version, subject, words, verbosity] of CASES) {
    it(name, () => expect(log(version, subject)).toEqual({ words, verbosity }));
  }

  it('knows an odd annotation up to the minor that takes any value', () => {
    const subject = { about: 'annotation-value', key: 'k', value: 'true' } as const;
    expect(log('1.26.15', subject)?.words).toContain('Service has unexpected value');
    expect(log('1.27.16', subject)).toBeUndefined();
    expect(log('1.26.15', { ...subject, value: 'Disabled' })).toBeUndefined();
  });
});

describe('emptyPortComment', () => {
  const of = (version: string, isLocal: boolean) =>
    emptyPortComment(parseVersion(version) ?? { major: 0, minor: 0, patch: 0 }, isLocal);
  it('tells no endpoints from no local ones since 1.25; 1.24 only marks what it drops', () => {
    expect([of('1.23.17', true), of('1.24.17', true), of('1.25.16', true), of('1.37.2', false)]).toEqual([
      'has no endpoints',
      undefined,
      'has no local endpoints',
      'has no endpoints',
    ]);
  });
});
