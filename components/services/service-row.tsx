'use client';

import { Fragment, memo } from 'react';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import { useWording, type Wording, Words } from '#components/ui/words.tsx';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Text } from '#lib/model/text.ts';
import type { ServiceRowView } from '#lib/view/view-types.ts';

const ONE_LINE_HEIGHT = 55;
const LINE_HEIGHT = 18;
/** Between two lines of the grid. */
const GAP = 2;
/** Width in px of a character of the details, on the wide side; a CJK character takes two. */
const CHARACTER_WIDTH = 6.5;
/** What stands beside the details in px: the paddings with the mark, and the number of warnings. */
const BESIDE = 46;
const WARNINGS = 32;

export function serviceOptionId(key: string): string {
  return `service-${key.replace('/', '.')}`;
}

/** One line of texts, each value of the cluster isolated: a zone's name may hold marks that turn what follows around. */
function Joined({ texts }: { readonly texts: readonly Text[] }) {
  return texts.map((text, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one line have no other identity
    <Fragment key={index}>
      {index > 0 && ' · '}
      <Words text={text} />
    </Fragment>
  ));
}

const lengthByRowByWording = new WeakMap<Wording, WeakMap<ServiceRowView, number>>();

/** What a row is drawn for, beside itself. */
export interface RowFrame {
  /** Of the list in px. */
  readonly width: number;
  /** Its last change takes the place of its facts. */
  readonly showsChange: boolean;
}

/** Height in px of a row: known from its words, so that a list of thousands need not be measured. */
export function serviceRowHeight(row: ServiceRowView, wording: Wording, { width, showsChange }: RowFrame): number {
  const room = width - BESIDE - (row.warnings.length > 0 ? WARNINGS : 0);
  const isOneLine = lengthOf(row, wording) * CHARACTER_WIDTH <= room;
  const details = isOneLine ? ONE_LINE_HEIGHT : ONE_LINE_HEIGHT + LINE_HEIGHT;
  return showsChange || row.facts.length > 0 ? details + LINE_HEIGHT + GAP : details;
}

/** In characters, counted once for each row. */
function lengthOf(row: ServiceRowView, wording: Wording): number {
  const lengthByRow = lengthByRowByWording.get(wording) ?? new WeakMap<ServiceRowView, number>();
  lengthByRowByWording.set(wording, lengthByRow);
  let length = lengthByRow.get(row);
  if (length === undefined) {
    length = 0;
    for (const character of detailsOf(row, wording)) length += character.charCodeAt(0) > 0x2e80 ? 2 : 1;
    lengthByRow.set(row, length);
  }
  return length;
}

/** One Service of the list: shape and word of its verdict, mode, endpoints per zone, share that stays in its zone. */
export const ServiceRow = memo(function ServiceRow(props: {
  readonly row: ServiceRowView;
  readonly selected: boolean;
  readonly active: boolean;
  readonly top: number;
  readonly height: number;
  readonly position: number;
  readonly count: number;
  /** The moment of now where the last change is shown. */
  readonly changesAt?: EpochMillis | undefined;
  readonly onSelect: (key: string) => void;
}) {
  const { row, selected, active } = props;
  const wording = useWording();
  const details = detailsOf(row, wording);
  const facts = row.facts.map(wording.sayText).join(' · ');
  const warnings = row.warnings.map(wording.sayText).join('\n');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys for its active option
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active option
    <div
      role="option"
      id={serviceOptionId(row.key)}
      data-service={row.key}
      data-verdict={row.verdict}
      aria-selected={selected}
      aria-posinset={props.position}
      aria-setsize={props.count}
      onClick={() => props.onSelect(row.key)}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      className={`absolute inset-x-0 top-0 grid cursor-pointer grid-cols-[14px_minmax(0,1fr)_auto] content-start gap-x-2 gap-y-0.5 border-line border-b px-3 py-2 ${
        selected ? 'row-selected bg-lane' : 'hover:bg-lane'
      } ${active ? 'row-active' : ''}`}
    >
      <span className="pt-[3px]">
        <VerdictMark state={row.verdict} asked={row.details[0]?.key !== 'mode.off'} />
        <span className="sr-only">{wording.say(`verdict-${row.verdict}`)}</span>
      </span>
      <ClusterText text={row.key} className={selected ? 'font-semibold' : ''} />
      <span className={row.inZoneShare === undefined ? 'text-mute' : ''}>
        {row.inZoneShare === undefined ? '–' : wording.percent(row.inZoneShare)}
      </span>
      <span className="col-span-2 col-start-2 flex min-w-0 gap-2 text-mute">
        <span className="line-clamp-2 min-w-0 flex-1" title={details}>
          <Joined texts={row.details} />
        </span>
        {row.warnings.length > 0 && (
          <span className="shrink-0 self-start text-warn" title={warnings}>
            <span aria-hidden="true">⚠ {row.warnings.length}</span>
            <span className="sr-only">{warnings}</span>
          </span>
        )}
      </span>
      {props.changesAt !== undefined && <Change row={row} now={props.changesAt} />}
      {props.changesAt === undefined && row.facts.length > 0 && (
        <span className="col-span-2 col-start-2 truncate" title={facts}>
          <Joined texts={row.facts} />
        </span>
      )}
    </div>
  );
});

/** When it changed last, and why. */
function Change({ row, now }: { readonly row: ServiceRowView; readonly now: EpochMillis }) {
  const { say, sayText } = useWording();
  const { changed } = row;
  if (changed === undefined) return <span className="col-span-2 col-start-2 text-mute">{say('list-unchanged')}</span>;
  const cause = changed.cause && sayText(changed.cause);
  return (
    <span className="col-span-2 col-start-2 truncate" title={cause} data-changed={changed.time}>
      <LocalTime time={changed.time} now={now} />
      {changed.cause && (
        <>
          {' · '}
          <Words text={changed.cause} />
        </>
      )}
    </span>
  );
}

function detailsOf(row: ServiceRowView, wording: Wording): string {
  return row.details.map(wording.sayText).join(' · ');
}
