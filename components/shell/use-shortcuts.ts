'use client';

import { useEffect, useRef } from 'react';

export interface Shortcuts {
  readonly onSearch: () => void;
  readonly onHelp: () => void;
  readonly onEscape: () => void;
}

/** `/` and Ctrl/Cmd-K search, `?` helps, Esc ends the what-if. Typing into a field is never a shortcut. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const combined = event.ctrlKey || event.metaKey;
      if (combined && event.key.toLowerCase() === 'k') act(event, latest.current.onSearch);
      else if (combined || event.altKey || isTyping(event.target)) return;
      else if (event.key === '/') act(event, latest.current.onSearch);
      else if (event.key === '?') act(event, latest.current.onHelp);
      else if (event.key === 'Escape') act(event, latest.current.onEscape);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** A range or a button takes no text: shortcuts go on working while it has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'range';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function act(event: KeyboardEvent, run: () => void): void {
  event.preventDefault();
  run();
}
