'use client';

import { useEffect, useState } from 'react';
import { CheckIcon, CopyIcon } from '#components/ui/icons.tsx';
import { useWording } from '#components/ui/words.tsx';

const SAID_FOR_MS = 1_600;

/** Copies one text; says so for a moment, also to a screen reader. */
export function CopyButton({
  text,
  about,
  word,
  bare = false,
}: {
  /** A function is asked when the button is pressed. */
  readonly text: string | (() => string);
  readonly about?: string;
  /** Stands in for "copy". */
  readonly word?: string;
  /** Draw the icon alone; the words are its label. */
  readonly bare?: boolean;
}) {
  const { say } = useWording();
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard?.writeText(typeof text === 'string' ? text : text()).then(
      () => setState('copied'),
      () => setState('failed'),
    ) ?? setState('failed');
  const shown = state === 'ready' ? (word ?? say('copy')) : state === 'copied' ? say('copied') : say('copy-failed');
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={about ? `${shown}: ${about}` : shown}
      title={shown}
      className="inline-flex h-6 shrink-0 items-center gap-1 rounded px-1 text-mute hover:text-ink print:hidden"
    >
      {state === 'copied' ? <CheckIcon /> : <CopyIcon />}
      <span aria-live="polite" className={bare ? 'sr-only' : ''}>
        {shown}
      </span>
    </button>
  );
}

/** A command or a program's output, verbatim, with its copy button. */
export function CopyBlock({
  text,
  about,
  columns = false,
}: {
  readonly text: string;
  readonly about?: string;
  /** Its columns stand below each other: long lines scroll, where those of a command break, so that all of it is seen. */
  readonly columns?: boolean;
}) {
  return (
    <div className="my-1 flex items-start gap-1 rounded bg-lane py-1 pr-1 pl-2">
      <pre
        // A long line scrolls, so it must be reachable by keyboard.
        tabIndex={columns ? 0 : undefined}
        className={`min-w-0 flex-1 py-1 font-mono text-micro ${columns ? 'overflow-x-auto' : 'whitespace-pre-wrap break-words'}`}
      >
        {text}
      </pre>
      <CopyButton text={text} bare about={about ?? text} />
    </div>
  );
}
