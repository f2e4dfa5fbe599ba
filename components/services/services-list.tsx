'use client';

import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { ServiceRow, serviceOptionId, serviceRowHeight } from '#components/services/service-row.tsx';
import { stackRows, windowRows } from '#components/services/window-rows.ts';
import { useNow } from '#components/shell/use-now.ts';
import { isTyping } from '#components/shell/use-shortcuts.ts';
import { useWording } from '#components/ui/words.tsx';
import type { ServiceRowView } from '#lib/view/view-types.ts';

const SPARE_ROWS = 6;
/** How often today is looked at again. */
const DATE_MILLIS = 60_000;

/** The Services as a listbox that draws only what is in view. `j`, `k` and the arrows move, Enter opens. */
export function ServicesList(props: {
  readonly rows: readonly ServiceRowView[];
  readonly selectedKey: string | undefined;
  /** Each row tells its last change. */
  readonly showsChanges: boolean;
  readonly onSelect: (key: string) => void;
}) {
  const { rows, selectedKey, showsChanges, onSelect } = props;
  const wording = useWording();
  const { say } = wording;
  // A date is written beside a time that is not of today.
  const now = useNow(DATE_MILLIS, 0);
  const box = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState({ top: 0, height: 700, width: 288 });
  const [activeKey, setActiveKey] = useState<string>();
  const { width } = viewport;
  const offsets = useMemo(
    () => stackRows(rows.map((row) => serviceRowHeight(row, wording, { width, showsChange: showsChanges }))),
    [rows, wording, width, showsChanges],
  );
  const activeIndex = rows.findIndex((row) => row.key === (activeKey ?? selectedKey));

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const read = () =>
      setViewport({ top: element.scrollTop, height: element.clientHeight, width: element.clientWidth });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, []);

  const moveTo = useCallback(
    (index: number) => {
      const row = rows[index];
      const element = box.current;
      if (!row || !element) return;
      setActiveKey(row.key);
      const top = offsets[index] ?? 0;
      const bottom = offsets[index + 1] ?? top;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    },
    [rows, offsets],
  );

  // A link may select a Service far down the list; it is brought into view once, not while the reader scrolls.
  const broughtIntoView = useRef<string>(undefined);
  useEffect(() => {
    if (selectedKey === undefined || broughtIntoView.current === selectedKey) return;
    const index = rows.findIndex((row) => row.key === selectedKey);
    if (index < 0) return;
    broughtIntoView.current = selectedKey;
    moveTo(index);
    setActiveKey(undefined);
  }, [selectedKey, rows, moveTo]);

  const select = useCallback(
    (key: string) => {
      broughtIntoView.current = key;
      setActiveKey(undefined);
      onSelect(key);
    },
    [onSelect],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = indexAfterKey(event.key, activeIndex, rows.length);
    if (index !== undefined) moveTo(index);
    else if (event.key === 'Enter' || event.key === ' ') {
      const row = rows[activeIndex];
      if (row) select(row.key);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const move = useRef(moveTo);
  const active = useRef({ index: activeIndex, count: rows.length });
  useEffect(() => {
    move.current = moveTo;
    active.current = { index: activeIndex, count: rows.length };
  });
  useEffect(() => {
    // `j` and `k` work from anywhere on the page: they bring the focus here, so that Enter opens.
    const onWindowKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'j' && event.key !== 'k') return;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      box.current?.focus({ preventScroll: true });
      move.current(indexAfterKey(event.key, active.current.index, active.current.count) ?? 0);
    };
    window.addEventListener('keydown', onWindowKey);
    return () => window.removeEventListener('keydown', onWindowKey);
  }, []);

  const shown = windowRows(offsets, viewport, SPARE_ROWS);
  const activeRow = rows[activeIndex];
  return (
    <div
      ref={box}
      role="listbox"
      id="services-list"
      aria-label={say('services')}
      tabIndex={0}
      aria-activedescendant={
        activeRow && activeIndex >= shown.start && activeIndex < shown.end ? serviceOptionId(activeRow.key) : undefined
      }
      onKeyDown={onKeyDown}
      className="group/list relative min-h-0 flex-1 overflow-y-auto focus-visible:outline-offset-[-2px]"
    >
      <div className="relative" style={{ height: offsets.at(-1) ?? 0 }}>
        {rows.slice(shown.start, shown.end).map((row, offset) => {
          const index = shown.start + offset;
          const top = offsets[index] ?? 0;
          return (
            <ServiceRow
              key={row.key}
              row={row}
              selected={row.key === selectedKey}
              active={index === activeIndex}
              top={top}
              height={(offsets[index + 1] ?? top) - top}
              position={index + 1}
              count={rows.length}
              changesAt={showsChanges ? now : undefined}
              onSelect={select}
            />
          );
        })}
      </div>
    </div>
  );
}

function indexAfterKey(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return Math.min(count - 1, index + 1);
    case 'k':
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return Math.min(count - 1, index + 10);
    case 'PageUp':
      return Math.max(0, index - 10);
    default:
      return undefined;
  }
}
