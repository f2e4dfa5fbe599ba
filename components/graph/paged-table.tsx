'use client';

import type { ReactNode } from 'react';
import { usePage } from '#components/ui/pager.tsx';

const PAGE = 200;

/** A table of many rows shows a page of them at a time: the rest is a press away. */
export function PagedTable(props: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly count: number;
  readonly children: (from: number, to: number) => ReactNode;
}) {
  const { from, to, pager } = usePage(props.count, PAGE);
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
        <tbody>{props.children(from, to)}</tbody>
      </table>
      {pager}
    </div>
  );
}
