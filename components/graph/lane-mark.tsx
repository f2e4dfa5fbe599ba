'use client';

import { memo } from 'react';
import { fitEnd, fitMiddle, measureText } from '#components/graph/fit-text.ts';
import { useWording } from '#components/ui/words.tsx';
import { zoneColor } from '#components/ui/zone-color.ts';
import type { LaneMark as LaneMarkView } from '#lib/view/graph-types.ts';

/** A zone's lane. */
export const LaneMark = memo(function LaneMark({ mark }: { readonly mark: LaneMarkView }) {
  return (
    <g className="mark" style={{ transform: `translate(${mark.x}px, ${mark.y}px)` }}>
      <rect width={mark.width} height={mark.height} rx={6} fill="var(--lane)" />
      <rect width={3} height={mark.height} fill={zoneColor(mark.colorIndex)} />
    </g>
  );
});

/** Its name and its shares, which stand before the lines that run through it. */
export const LaneWords = memo(function LaneWords({ mark }: { readonly mark: LaneMarkView }) {
  const { sayText } = useWording();
  const title = sayText(mark.title);
  const shownTitle = fitMiddle(title, mark.width / 3, 'name');
  const facts = mark.facts.map(sayText).join(' · ');
  const factsX = 16 + measureText(shownTitle, 'name') + 16;
  return (
    <g className="mark" data-lane={mark.id} style={{ transform: `translate(${mark.x}px, ${mark.y}px)` }}>
      <text x={16} y={21} className="mark-name lane-words">
        <title>{title}</title>
        {shownTitle}
      </text>
      <text x={factsX} y={21} className="mark-fact lane-words">
        <title>{facts}</title>
        {fitEnd(facts, mark.width - factsX - 12, 'fact')}
      </text>
    </g>
  );
});
