import type { Text } from '#lib/model/text.ts';
import { type ClientSource, DEFAULT_CLIENTS } from '#lib/scenario/client-source.ts';
import { loadText } from '#lib/view/load-keys.ts';

/** Names the client mix that a share or load was computed with. */
export function mixText({ mix, endpointsByNode }: ClientSource = DEFAULT_CLIENTS): Text {
  switch (mix.kind) {
    case 'cpu':
      return loadText('mix.cpu');
    case 'nodes':
      return loadText('mix.nodes');
    case 'service':
      return loadText(endpointsByNode === undefined ? 'mix.service-unknown' : 'mix.service', { service: mix.key });
    case 'zones':
      return loadText('mix.zones', { parts: mix.parts.map(({ zone, part }) => `${zone || '-'} ${part}`).join(', ') });
  }
}
