'use client';

import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useWording } from '#components/ui/words.tsx';
import { INSPECTOR_TABS, type InspectorTab } from '#lib/view/url-state.ts';

/** The right column: five tabs, of which the arrows, Home and End choose one. */
export function Inspector(props: {
  readonly tab: InspectorTab;
  readonly onTab: (tab: InspectorTab) => void;
  readonly children: ReactNode;
}) {
  const { tab, onTab } = props;
  const { say } = useWording();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tabAfterKey(tab, event.key);
    if (next === undefined) return;
    event.preventDefault();
    onTab(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <aside aria-label={say('inspector')} className="flex min-w-0 flex-col bg-panel" data-pane="inspector">
      <div
        ref={list}
        role="tablist"
        aria-label={say('inspector')}
        onKeyDown={onKeyDown}
        className="flex justify-between gap-2 overflow-x-auto border-line border-b px-3 min-[1280px]:justify-start min-[1280px]:gap-4 min-[1280px]:px-4"
      >
        {INSPECTOR_TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === tab}
            aria-controls="inspector-panel"
            tabIndex={name === tab ? 0 : -1}
            onClick={() => onTab(name)}
            className={`h-10 shrink-0 ${name === tab ? 'tab-on text-ink' : 'text-mute hover:text-ink'}`}
          >
            {say(`tab-${name}`)}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id="inspector-panel"
        aria-labelledby={`tab-${tab}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto px-4 pb-4 focus-visible:outline-offset-[-2px]"
      >
        {props.children}
      </div>
    </aside>
  );
}

function tabAfterKey(tab: InspectorTab, key: string): InspectorTab | undefined {
  const index = INSPECTOR_TABS.indexOf(tab);
  const count = INSPECTOR_TABS.length;
  switch (key) {
    case 'ArrowRight':
      return INSPECTOR_TABS[(index + 1) % count];
    case 'ArrowLeft':
      return INSPECTOR_TABS[(index + count - 1) % count];
    case 'Home':
      return INSPECTOR_TABS[0];
    case 'End':
      return INSPECTOR_TABS[count - 1];
    default:
      return undefined;
  }
}
