import { nearestSupported } from '#lib/kube-version/supported-versions.ts';
import type { KubeVersion } from '#lib/model/version.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';

/** What a kube-proxy logs about hints that it does not follow (pkg/proxy/topology.go). */
export type ProxyLogSubject =
  | { readonly about: 'node-without-zone' }
  | { readonly about: 'endpoint-without-zone-hint' }
  | { readonly about: 'no-hint-for-zone'; readonly zone: string }
  | { readonly about: 'annotation-value'; readonly key: string; readonly value: string };

export interface ProxyLogText {
  /** As it stands in the log behind time and place; newer versions end the line with the Service. */
  readonly words: string;
  /** kube-proxy's `-v` from which it is written; 0 is always. */
  readonly verbosity: number;
}

/** The line of this version's kube-proxy, word for word; undefined where it logs nothing. */
export function proxyLogText(version: KubeVersion, subject: ProxyLogSubject): ProxyLogText | undefined {
  const { minor } = nearestSupported(version);
  const words = wordsOf(minor, subject);
  return words === undefined ? undefined : { words, verbosity: verbosityOf(minor, subject) };
}

const OLD = 'Skipping topology aware endpoint filtering since';
const NEW = 'Ignoring same-zone topology hints for service since';

function wordsOf(minor: number, subject: ProxyLogSubject): string | undefined {
  const begin = minor >= 33 ? NEW : OLD;
  const isStructured = minor >= 23;
  switch (subject.about) {
    case 'node-without-zone':
      return isStructured
        ? `"${begin} node is missing label" label="${ZONE_LABEL}"`
        : `${begin} node is missing ${ZONE_LABEL} label`;
    case 'endpoint-without-zone-hint': {
      const words = `${begin} one or more endpoints is missing a zone hint`;
      return isStructured ? `"${words}"` : words;
    }
    case 'no-hint-for-zone':
      return isStructured
        ? `"${begin} no hints were provided for zone" zone="${subject.zone}"`
        : `${begin} no hints were provided for zone ${subject.zone}`;
    case 'annotation-value':
      if (minor >= 27 || ['', 'Disabled', 'disabled'].includes(subject.value)) return undefined;
      return isStructured
        ? `"${begin} Service has unexpected value" annotationTopologyAwareHints="${subject.key}" hints="${subject.value}"`
        : `${begin} Service has unexpected value for ${subject.key} annotation: ${subject.value}`;
  }
}

function verbosityOf(minor: number, { about }: ProxyLogSubject): number {
  if (minor <= 27) return 0;
  if (minor <= 30 || about === 'node-without-zone') return 2;
  if (minor >= 33 && about === 'no-hint-for-zone') return 2;
  return 7;
}

/** Does this version ask for the node's zone before it looks at any endpoint? */
export function asksNodeZoneFirst(version: KubeVersion): boolean {
  return nearestSupported(version).minor <= 30;
}

/** What kube-proxy writes into its rules for a port that nothing is dialled for (iptables comments). */
export function emptyPortComment(version: KubeVersion, isLocalPolicy: boolean): string | undefined {
  const { minor } = nearestSupported(version);
  if (!isLocalPolicy || minor <= 23) return 'has no endpoints';
  return minor >= 25 ? 'has no local endpoints' : undefined;
}
