import { zoneColor } from '#components/ui/zone-color.ts';
import type { NodeMark } from '#lib/view/graph-types.ts';

/** A node among many: filled when it takes part, hollow when NotReady, struck when cordoned, dashed without a zone. */
export function NodeCell({ mark }: { readonly mark: NodeMark }) {
  const notReady = mark.badges.includes('not-ready');
  const noZone = mark.badges.includes('no-zone');
  const hollow = notReady || noZone;
  return (
    <>
      {/* The gap between cells answers too, so that a small cell is easy to point at. */}
      <rect x={-1} y={-1} width={mark.width + 2} height={mark.height + 2} fill="transparent" />
      <rect
        className="mark-frame"
        x={0.5}
        y={0.5}
        width={mark.width - 1}
        height={mark.height - 1}
        rx={2}
        fill={hollow ? 'var(--panel)' : zoneColor(mark.colorIndex)}
        fillOpacity={hollow ? 1 : 0.55}
        stroke={mark.pinned ? 'var(--accent)' : notReady ? 'var(--bad)' : noZone ? 'var(--zone-none)' : 'none'}
        strokeWidth={mark.pinned ? 2 : 1}
        strokeDasharray={noZone && !notReady ? '2 1.5' : undefined}
      />
      {mark.badges.includes('cordoned') && (
        <path d={`M1 ${mark.height - 1}L${mark.width - 1} 1`} stroke="var(--ink)" strokeWidth={1.25} />
      )}
      {(mark.badges.includes('version-skew') || mark.badges.includes('windows')) && (
        <circle cx={mark.width / 2} cy={mark.height / 2} r={1.5} fill="var(--ink)" />
      )}
    </>
  );
}
