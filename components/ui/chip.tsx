'use client';

import type { ReactNode } from 'react';

const SHAPE =
  'inline-flex h-6 items-center gap-1 rounded border px-2 whitespace-nowrap bg-panel transition-colors duration-100 motion-reduce:transition-none disabled:text-mute';

/** A small button. With `pressed` it is one of a set of switches. */
export function Chip(props: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly title?: string;
}) {
  const color = props.pressed ? 'border-accent text-accent' : 'border-line enabled:hover:border-edge';
  return (
    <button
      type="button"
      className={`${SHAPE} ${color}`}
      aria-pressed={props.pressed}
      aria-label={props.label}
      title={props.title}
      disabled={props.disabled}
      onClick={props.onPress}
    >
      {props.children}
    </button>
  );
}

/** A key of the keyboard. */
export function Key({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-4.5 rounded-[3px] border border-line px-1 text-center font-mono text-micro">
      {children}
    </kbd>
  );
}
