'use client';

import { type ReactNode, useState } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import { useWording } from '#components/ui/words.tsx';

/** Of `count` things those from `from` up to `to`, and what leads to the others: nothing where one page holds all. */
export interface Page {
  readonly from: number;
  readonly to: number;
  readonly pager: ReactNode;
}

/** Many rows a page at a time; a list that has become shorter shows its last page. */
export function usePage(count: number, pageSize: number): Page {
  const { say } = useWording();
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(count / pageSize));
  const shown = Math.min(page, pages - 1);
  const pager = pages > 1 && (
    <p className="flex items-center gap-2 py-2">
      <Chip disabled={shown === 0} onPress={() => setPage(shown - 1)}>
        {say('previous-page')}
      </Chip>
      <span className="text-mute">{say('page-of', { page: shown + 1, pages })}</span>
      <Chip disabled={shown === pages - 1} onPress={() => setPage(shown + 1)}>
        {say('next-page')}
      </Chip>
    </p>
  );
  return { from: shown * pageSize, to: (shown + 1) * pageSize, pager };
}
