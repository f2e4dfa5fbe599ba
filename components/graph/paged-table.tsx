'use client';

import { type ReactNode, useState } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import { useWording } from '#components/ui/words.tsx';

const PAGE = 200;

/** A table of many rows shows a page of them at a time: the rest is a press away. */
export function PagedTable(props: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly count: number;
  readonly children: (from: number, to: number) => ReactNode;
}) {
  const { say } = useWording();
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(props.count / PAGE));
  const shown = Math.min(page, pages - 1);
  return (
    <div>
      <table className="facts">
        <caption className="pb-1 text-left font-semibold text-head">{`${props.caption} · ${props.count}`}</caption>
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children(shown * PAGE, (shown + 1) * PAGE)}</tbody>
      </table>
      {pages > 1 && (
        <p className="flex items-center gap-2 py-2">
          <Chip disabled={shown === 0} onPress={() => setPage(shown - 1)}>
            {say('previous-page')}
          </Chip>
          <span className="text-mute">{say('page-of', { page: shown + 1, pages })}</span>
          <Chip disabled={shown === pages - 1} onPress={() => setPage(shown + 1)}>
            {say('next-page')}
          </Chip>
        </p>
      )}
    </div>
  );
}
