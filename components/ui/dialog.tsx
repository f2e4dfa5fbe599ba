'use client';

import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { CloseIcon } from '#components/ui/icons.tsx';
import { useWording } from '#components/ui/words.tsx';

/** A modal dialog while it is mounted; Esc, its button and a click beside it close it. */
export function Dialog(props: { readonly title: string; readonly onClose: () => void; readonly children: ReactNode }) {
  const { say } = useWording();
  const ref = useRef<HTMLDialogElement>(null);
  // While the element is still in the page: a dialog that is closed there gives the focus back to where it was.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes it with Esc, which the element does itself
    <dialog
      ref={ref}
      aria-label={props.title}
      onClose={props.onClose}
      onClick={(event) => event.target === event.currentTarget && props.onClose()}
      className="m-auto mt-[12vh] max-h-[76vh] w-[min(600px,calc(100vw-32px))] rounded-md border border-line bg-panel p-0 text-ink backdrop:bg-[rgb(0_0_0/.35)]"
    >
      <div className="flex items-center justify-between border-b border-line py-2 pr-2 pl-4">
        <h2 className="text-head font-semibold">{props.title}</h2>
        <button
          type="button"
          onClick={props.onClose}
          aria-label={say('close')}
          className="grid size-7 place-items-center rounded text-mute hover:text-ink"
        >
          <CloseIcon />
        </button>
      </div>
      {props.children}
    </dialog>
  );
}
