'use client';

import { memo } from 'react';
import { fitEnd, fitMiddle, measureText } from '#components/graph/fit-text.ts';
import { useWording } from '#components/ui/words.tsx';
import { zoneColor } from '#components/ui/zone-color.ts';
import type { LaneMark as LaneMarkView } from '#lib/view/view-types.ts';

/** A zone's lane with its name and its shares. */
export const LaneMark = memo(function LaneMark({ mark }: { readonly mark: LaneMarkView }) {
  const { sayText } = useWording();
  const title = sayText(mark.title);
  const shownTitle = fitMiddle(title, mark.width / 3, 'name');
  const facts = mark.facts.map(sayText).join(' · ');
  const factsX = 16 + measureText(shownTitle, 'name') + 16;
  return (
    <g className="mark" data-lane={mark.id} style={{ transform: `translate(${mark.x}px, ${mark.y}px)` }}>
      <rect width={mark.width} height={mark.height} rx={6} fill="var(--lane)" />
      <rect width={3} height={mark.height} fill={zoneColor(mark.colorIndex)} />
      <text x={16} y={21} className="mark-name">
        <title>{title}</title>
        {shownTitle}
      </text>
      <text x={factsX} y={21} className="mark-fact">
        <title>{facts}</title>
        {fitEnd(facts, mark.width - factsX - 12, 'fact')}
      </text>
    </g>
  );
});
