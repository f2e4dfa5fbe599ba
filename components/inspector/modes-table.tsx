'use client';

import { Chip } from '#components/ui/chip.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { Change } from '#lib/model/scenario.ts';
import type { ModeRowView } from '#lib/view/compare-view.ts';

/** One mode a row: what stays in its zone, the largest load, idle endpoints; below it what is wrong with it. */
export function ModesTable(props: { readonly rows: readonly ModeRowView[]; readonly onTry: (change: Change) => void }) {
  const { say } = useWording();
  return (
    <table className="facts mt-1" data-compare="modes">
      <thead>
        <tr>
          <th scope="col">{say('compare-mode')}</th>
          <th scope="col" className="num">
            {say('compare-in-zone')}
          </th>
          <th scope="col" className="num">
            {say('compare-load')}
          </th>
          <th scope="col" className="num">
            {say('compare-idle')}
          </th>
        </tr>
      </thead>
      {props.rows.map((row) => (
        <ModeRow key={row.mode} row={row} onTry={props.onTry} />
      ))}
    </table>
  );
}

function ModeRow({ row, onTry }: { readonly row: ModeRowView; readonly onTry: (change: Change) => void }) {
  const { say, percent, number } = useWording();
  const { mode, available } = row;
  return (
    <tbody className={`border-line border-t ${available ? '' : 'text-mute'}`} data-mode={mode}>
      <tr>
        <th scope="row">
          <span className="flex items-center gap-1.5 text-data">
            <VerdictMark state={available ? row.verdict : 'unknown'} asked={available && mode !== 'off'} />
            <span className={available ? 'text-ink' : ''}>{mode}</span>
          </span>
        </th>
        <td className="num">{row.inZoneShare === undefined || !available ? '–' : percent(row.inZoneShare)}</td>
        <td className="num">
          {row.largestLoad === undefined || !available ? '–' : say('compare-times', { load: number(row.largestLoad) })}
        </td>
        <td className={`num ${available && row.idleEndpoints > 0 ? 'text-warn' : ''}`}>
          {available ? number(row.idleEndpoints) : '–'}
        </td>
      </tr>
      <tr>
        <td colSpan={4}>
          {available ? (
            <div className="-mt-1 flex items-start gap-2 pb-1 text-mute">
              <ul className="min-w-0 flex-1">
                {row.notes.map((note) => (
                  <li key={note.key} className="text-warn">
                    <Words text={note} />
                  </li>
                ))}
                {row.loss && (
                  <li>
                    <Words text={row.loss} />
                  </li>
                )}
              </ul>
              {row.current ? (
                <span className="shrink-0">{say('compare-current')}</span>
              ) : (
                <Chip onPress={() => onTry({ kind: 'mode', mode })} label={say('compare-try-label', { change: mode })}>
                  {say('compare-try')}
                </Chip>
              )}
            </div>
          ) : (
            <p className="-mt-1 pb-1">{say('compare-not-available')}</p>
          )}
        </td>
      </tr>
    </tbody>
  );
}
