'use client';

import { memo } from 'react';
import { badgeWords } from '#components/graph/badge-words.ts';
import { fitEnd, fitMiddle, measureText } from '#components/graph/fit-text.ts';
import { NodeCell } from '#components/graph/node-cell.tsx';
import { useWording, type Wording } from '#components/ui/words.tsx';
import { zoneColor } from '#components/ui/zone-color.ts';
import type { Text } from '#lib/model/text.ts';
import type { NodeBadge, NodeMark as NodeMarkView } from '#lib/view/graph-types.ts';

export interface NodeMarkProps {
  readonly mark: NodeMarkView;
  readonly dimmed: boolean;
  /** Only one node of the graph is in the tab order; arrows move it. */
  readonly tabStop: boolean;
  readonly onPin: (name: string) => void;
  readonly onPoint: (id: string | undefined) => void;
}

/** A node as a client: a card, a row of one line, or a cell. */
export const NodeMark = memo(function NodeMark({ mark, dimmed, tabStop, onPin, onPoint }: NodeMarkProps) {
  const wording = useWording();
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button element
    <g
      role="button"
      tabIndex={tabStop ? 0 : -1}
      aria-pressed={mark.pinned}
      data-node={mark.name}
      data-mark={mark.id}
      className={`mark ${dimmed ? 'mark-dimmed' : ''}`}
      style={{ transform: `translate(${mark.x}px, ${mark.y}px)` }}
      onClick={() => onPin(mark.name)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onPin(mark.name);
      }}
      onPointerEnter={() => onPoint(mark.id)}
      onPointerLeave={() => onPoint(undefined)}
      onFocus={() => onPoint(mark.id)}
      onBlur={() => onPoint(undefined)}
    >
      {/* The title names the button, too: an aria-label would have to repeat every word that is drawn. */}
      <title>{nodeTitle(mark, wording)}</title>
      <NodeBody mark={mark} wording={wording} />
    </g>
  );
});

/** The node with every badge: a card and a row have room for one, a cell for none. The label itself says "no zone". */
function nodeTitle(mark: NodeMarkView, wording: Wording): string {
  const badges = badgeWords(
    mark.badges.filter((badge) => badge !== 'no-zone'),
    wording,
  );
  return [wording.sayText(mark.label), badges].filter((part) => part !== '').join(', ');
}

function NodeBody({ mark, wording }: { readonly mark: NodeMarkView; readonly wording: Wording }) {
  switch (mark.form) {
    case 'card':
      return <NodeCard mark={mark} wording={wording} />;
    case 'row':
      return <NodeRow mark={mark} wording={wording} />;
    case 'cell':
      return <NodeCell mark={mark} />;
    default:
      return mark.form satisfies never;
  }
}

function NodeCard({ mark, wording }: { readonly mark: NodeMarkView; readonly wording: Wording }) {
  const badge = shownBadges(mark.badges, wording);
  const inner = mark.width - 24;
  const nameWidth = badge === '' ? inner : inner - measureText(badge, 'fact') - 8;
  const isControlPlane = mark.badges.includes('control-plane');
  return (
    <>
      <Frame mark={mark} radius={5} />
      <text x={12} y={22} className="mark-name">
        {fitMiddle(mark.name, nameWidth, 'name')}
      </text>
      {badge !== '' && (
        <text x={mark.width - 12} y={22} textAnchor="end" className={badgeClass(mark.badges)}>
          {badge}
        </text>
      )}
      {mark.lines.slice(0, Math.max(1, Math.floor((mark.height - 26) / 18))).map((line, index) => (
        <text key={line.key} x={12} y={39 + index * 18} className="mark-fact">
          {fitEnd(
            index === 0 && isControlPlane
              ? `${wording.say('badge-control-plane')} · ${wording.sayText(line)}`
              : wording.sayText(line),
            inner,
            'fact',
          )}
        </text>
      ))}
    </>
  );
}

function NodeRow({ mark, wording }: { readonly mark: NodeMarkView; readonly wording: Wording }) {
  const badge = shownBadges(mark.badges, wording);
  const dials = mark.lines.at(-1);
  const baseline = mark.height / 2 + 4;
  // The name is cut before the fact is, but never to less than half of the row.
  const room = mark.width - 24;
  const factRoom = Math.max(room / 2, room - measureText(mark.name, 'row'));
  const fact = badge === '' && dials ? factOfRow(dials, factRoom, wording) : badge;
  const shownFact = fitEnd(fact, factRoom, 'fact');
  return (
    <>
      <Frame mark={mark} radius={3} />
      <rect x={0} y={0} width={3} height={mark.height} rx={1.5} fill={zoneColor(mark.colorIndex)} />
      <text x={9} y={baseline} className="mark-row-name">
        {fitMiddle(mark.name, room - measureText(shownFact, 'fact'), 'row')}
      </text>
      <text
        x={mark.width - 7}
        y={baseline}
        textAnchor="end"
        className={badge === '' ? 'mark-fact' : badgeClass(mark.badges)}
      >
        {shownFact}
      </text>
    </>
  );
}

/** What the node dials, in fewer words where there is no room for all. */
function factOfRow(dials: Text, room: number, { say, sayText }: Wording): string {
  const whole = sayText(dials);
  const isShort = dials.key !== 'card.dials-in-zone' || measureText(whole, 'fact') <= room;
  return isShort ? whole : say('row-dials-in-zone', dials.values);
}

function Frame({ mark, radius }: { readonly mark: NodeMarkView; readonly radius: number }) {
  return (
    <rect
      width={mark.width}
      height={mark.height}
      rx={radius}
      fill="var(--panel)"
      stroke={mark.pinned ? 'var(--accent)' : mark.badges.includes('not-ready') ? 'var(--bad)' : 'var(--line)'}
      strokeWidth={mark.pinned ? 2 : 1}
      strokeDasharray={mark.badges.includes('no-zone') ? '4 3' : undefined}
      className="mark-frame"
    />
  );
}

/**
 * The gravest badge in words, and how many more there are. The control-plane role is a fact and stands among the lines;
 * not being counted only follows from another badge, where there is one.
 */
function shownBadges(badges: readonly NodeBadge[], { say }: Wording): string {
  const grave = badges.filter((badge) => badge !== 'control-plane' && badge !== 'not-counted');
  const shown = grave.length > 0 ? grave : badges.filter((badge) => badge === 'not-counted');
  const [first] = shown;
  if (first === undefined) return '';
  const word = say(`badge-${first}`);
  return shown.length > 1 ? `${word} +${shown.length - 1}` : word;
}

function badgeClass(badges: readonly NodeBadge[]): string {
  return badges.includes('not-ready') ? 'mark-badge-bad' : 'mark-badge';
}
