import type { Wording } from '#components/ui/words.tsx';
import type { NodeBadge } from '#lib/view/graph-types.ts';

/** All that sets a node apart, in words and by weight; nothing where nothing does. */
export function badgeWords(badges: readonly NodeBadge[], { say }: Wording): string {
  return badges.map((badge) => say(`badge-${badge}`)).join(', ');
}
