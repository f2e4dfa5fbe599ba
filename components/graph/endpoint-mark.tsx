'use client';

import { memo } from 'react';
import { EndpointGlyph } from '#components/graph/endpoint-glyph.tsx';
import { fitMiddle, measureText } from '#components/graph/fit-text.ts';
import { useWording, type Wording } from '#components/ui/words.tsx';
import { zoneColor } from '#components/ui/zone-color.ts';
import type { EndpointMark as EndpointMarkView } from '#lib/view/graph-types.ts';

export interface EndpointMarkProps {
  readonly mark: EndpointMarkView;
  readonly dimmed: boolean;
  readonly letterByZone: ReadonlyMap<string, string>;
  readonly onPoint: (id: string | undefined) => void;
}

/** An endpoint as a backend: shape tells its state, letter and colour its hints, the bar its load. */
export const EndpointMark = memo(function EndpointMark({ mark, dimmed, letterByZone, onPoint }: EndpointMarkProps) {
  const wording = useWording();
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: an SVG group is not interactive
    <g
      role="img"
      aria-label={wording.sayText(mark.label)}
      data-endpoint={mark.id}
      data-mark={mark.id}
      data-state={mark.state}
      data-fate={mark.fate}
      className={`mark ${dimmed ? 'mark-dimmed' : ''}`}
      style={{ transform: `translate(${mark.x}px, ${mark.y}px)` }}
      onPointerEnter={() => onPoint(mark.id)}
      onPointerLeave={() => onPoint(undefined)}
    >
      <title>{`${mark.name} · ${mark.address} · ${mark.nodeName}`}</title>
      <EndpointBody mark={mark} wording={wording} letterByZone={letterByZone} />
    </g>
  );
});

interface BodyProps {
  readonly mark: EndpointMarkView;
  readonly wording: Wording;
  readonly letterByZone: ReadonlyMap<string, string>;
}

function EndpointBody(props: BodyProps) {
  switch (props.mark.form) {
    case 'card':
      return <EndpointCard {...props} />;
    case 'row':
      return <EndpointRow {...props} />;
    case 'cell':
      return <EndpointCell {...props} />;
    default:
      return props.mark.form satisfies never;
  }
}

/** An endpoint takes the colour of the first zone it is hinted to, and none when it carries no hint. */
export function hintColor(mark: EndpointMarkView): string {
  const hint = mark.hints[0];
  return hint ? zoneColor(hint.colorIndex) : 'var(--zone-none)';
}

function EndpointCard({ mark, wording, letterByZone }: BodyProps) {
  const share = wording.percent(mark.share);
  const inner = mark.width - 24;
  const hints = mark.hints.length > 1 ? lettersOf(mark, letterByZone) : mark.hints[0]?.zone;
  const hint = hints === undefined ? wording.say('no-hint') : fitMiddle(`→ ${hints}`, inner / 2, 'fact');
  const right = mark.width - 12;
  const fate = mark.fate === 'stays' ? '' : wording.say(`fate-${mark.fate}`);
  const note = fate !== '' ? fate : mark.state === 'ready' ? '' : wording.say(`state-${mark.state}`);
  return (
    <>
      <EndpointFrame mark={mark} radius={5} />
      <g transform="translate(18 19)">
        <EndpointGlyph state={mark.state} color={hintColor(mark)} radius={6} />
      </g>
      <text x={32} y={23} className={`mark-name ${mark.fate === 'goes' ? 'mark-gone' : ''}`}>
        {fitMiddle(mark.name, inner - 28 - measureText(hint, 'fact'), 'name')}
      </text>
      <text x={right} y={23} textAnchor="end" className={mark.lent ? 'mark-lent' : 'mark-fact'}>
        {hint}
      </text>
      <text x={12} y={41} className="mark-address">
        {fitMiddle(mark.address, inner - measureText(note, 'fact') - 8, 'address')}
      </text>
      <text x={right} y={41} textAnchor="end" className={fate === '' ? 'mark-fact' : 'mark-fate'}>
        {note}
      </text>
      <text x={12} y={57} className="mark-fact">
        {fitMiddle(
          mark.nodeName === '' ? wording.say('on-no-node') : wording.say('on-node', { node: mark.nodeName }),
          inner - measureText(share, 'fact') - 8,
          'fact',
        )}
      </text>
      <text x={right} y={57} textAnchor="end" className="mark-fact">
        {share}
      </text>
      <LoadBar mark={mark} thickness={3} />
    </>
  );
}

function EndpointRow({ mark, wording, letterByZone }: BodyProps) {
  const baseline = mark.height / 2 + 4;
  const tail = `${mark.hints.length > 0 ? `→ ${lettersOf(mark, letterByZone)}  ` : ''}${wording.percent(mark.share)}`;
  return (
    <>
      <EndpointFrame mark={mark} radius={3} />
      <g transform={`translate(11 ${mark.height / 2})`}>
        <EndpointGlyph state={mark.state} color={hintColor(mark)} radius={4.5} />
      </g>
      <text x={21} y={baseline} className={`mark-row-name ${mark.fate === 'goes' ? 'mark-gone' : ''}`}>
        {fitMiddle(mark.name, mark.width - 36 - measureText(tail, 'fact'), 'row')}
      </text>
      <text x={mark.width - 7} y={baseline} textAnchor="end" className={mark.lent ? 'mark-lent' : 'mark-fact'}>
        {tail}
      </text>
      <LoadBar mark={mark} thickness={2} />
    </>
  );
}

function EndpointCell({ mark, letterByZone }: BodyProps) {
  const radius = Math.min(mark.width, mark.height) / 2;
  const letters = lettersOf(mark, letterByZone);
  return (
    <g transform={`translate(${mark.width / 2} ${mark.height / 2})`} opacity={mark.fate === 'goes' ? 0.45 : 1}>
      <EndpointGlyph state={mark.state} color={hintColor(mark)} radius={radius} />
      {radius >= 6 && letters !== '' && (
        <text y={3.5} textAnchor="middle" className={mark.state === 'ready' ? 'cell-letter-on' : 'cell-letter'}>
          {letters.length > 2 ? '+' : letters}
        </text>
      )}
      {mark.fate === 'comes' && (
        <circle r={radius + 1.5} fill="none" stroke="var(--accent)" strokeWidth={1.5} strokeDasharray="3 2" />
      )}
      {mark.fate === 'goes' && (
        <path d={`M${-radius} ${-radius}L${radius} ${radius}`} stroke="var(--ink)" strokeWidth={1.5} />
      )}
    </g>
  );
}

function EndpointFrame({ mark, radius }: { readonly mark: EndpointMarkView; readonly radius: number }) {
  return (
    <rect
      width={mark.width}
      height={mark.height}
      rx={radius}
      fill="var(--panel)"
      stroke={mark.fate === 'comes' ? 'var(--accent)' : mark.fate === 'goes' ? 'var(--edge)' : 'var(--line)'}
      strokeDasharray={mark.fate === 'stays' ? undefined : '4 3'}
      className="mark-frame"
    />
  );
}

/** Full width is twice the fair share, so the tick in the middle is the fair share itself. */
function LoadBar({ mark, thickness }: { readonly mark: EndpointMarkView; readonly thickness: number }) {
  const inner = mark.width - 2;
  const y = mark.height - thickness - 1;
  return (
    <>
      <rect
        x={1}
        y={y}
        width={inner}
        height={thickness}
        fill={zoneColor(mark.colorIndex)}
        className="load-bar"
        style={{ transform: `scaleX(${Math.min(2, mark.load) / 2})` }}
      />
      <path d={`M${mark.width / 2} ${y - 1}v${thickness + 2}`} stroke="var(--edge)" strokeWidth={1} />
      {mark.load > 2 && (
        <path d={`M${inner - 5} ${y - 1}l5 ${thickness / 2 + 1}l-5 ${thickness / 2 + 1}`} fill="var(--bad)" />
      )}
    </>
  );
}

function lettersOf(mark: EndpointMarkView, letterByZone: ReadonlyMap<string, string>): string {
  return mark.hints.map((hint) => letterByZone.get(hint.zone) ?? hint.zone.slice(0, 2)).join(' ');
}
