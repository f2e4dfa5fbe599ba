'use client';

import { Chip } from '#components/ui/chip.tsx';
import { useWording, type Wording } from '#components/ui/words.tsx';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { type SweepRecord, sweepCsv, sweepRecord } from '#lib/view/sweep-records.ts';

/** How long a browser may take to fetch what it was handed. */
const FORGET_AFTER_MILLIS = 30_000;

const FORMATS = {
  csv: { type: 'text/csv;charset=utf-8', write: sweepCsv },
  json: {
    type: 'application/json',
    write: (records: readonly SweepRecord[]) => `${JSON.stringify(records, null, 2)}\n`,
  },
} as const;

/** Saves the list as it is shown, filtered and sorted, for a spreadsheet or a program. */
export function SaveList(props: {
  readonly rows: () => readonly ServiceRow[];
  /** The file is named for it: its rows look like live ones. */
  readonly isPredicted: boolean;
}) {
  const wording = useWording();
  return (Object.keys(FORMATS) as (keyof typeof FORMATS)[]).map((format) => (
    <Chip
      key={format}
      onPress={() => save(props.rows(), format, { ...wording, isPredicted: props.isPredicted })}
      label={wording.say(`export-${format}`)}
      title={wording.say(`export-${format}`)}
    >
      {format.toUpperCase()}
    </Chip>
  ));
}

function save(
  rows: readonly ServiceRow[],
  format: keyof typeof FORMATS,
  { sayText, isPredicted }: Pick<Wording, 'sayText'> & { readonly isPredicted: boolean },
): void {
  const { type, write } = FORMATS[format];
  const text = write(rows.map((row) => sweepRecord(row, sayText)));
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `zonescope-services${isPredicted ? '-predicted' : ''}.${format}`;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), FORGET_AFTER_MILLIS);
}
