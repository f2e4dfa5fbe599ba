'use client';

import { memo } from 'react';
import { charactersIn, clipMiddle } from '#components/graph/clip-middle.ts';
import { useWording } from '#components/ui/words.tsx';
import { zoneColor } from '#components/ui/zone-color.ts';
import type { LaneMark as LaneMarkView } from '#lib/view/view-types.ts';

/** A zone's lane with its name and its shares. */
export const LaneMark = memo(function LaneMark({ mark }: { readonly mark: LaneMarkView }) {
  const { sayText } = useWording();
  const title = sayText(mark.title);
  const clippedTitle = clipMiddle(title, 32);
  const factsX = 30 + clippedTitle.length * 7.4 + 16;
  return (
    <g className="mark" data-lane={mark.id} style={{ transform: `translate(${mark.x}px, ${mark.y}px)` }}>
      <rect width={mark.width} height={mark.height} rx={6} fill="var(--lane)" />
      <rect width={3} height={mark.height} fill={zoneColor(mark.colorIndex)} />
      <text x={16} y={21} className="mark-name">
        <title>{title}</title>
        {clippedTitle}
      </text>
      <text x={factsX - 14} y={21} className="mark-fact">
        {clipMiddle(mark.facts.map(sayText).join(' · '), charactersIn(mark.width - factsX, 10.5))}
      </text>
    </g>
  );
});
