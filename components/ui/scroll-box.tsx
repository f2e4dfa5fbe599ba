import type { ReactNode, Ref } from 'react';

/** A part that scrolls by itself: it takes the focus, so that the keyboard can scroll it too. */
export function ScrollBox(props: {
  readonly label: string;
  readonly className: string;
  readonly id?: string;
  readonly ref?: Ref<HTMLElement>;
  readonly children: ReactNode;
}) {
  return (
    <section
      ref={props.ref}
      id={props.id}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={`focus-visible:outline-offset-[-2px] ${props.className}`}
    >
      {props.children}
    </section>
  );
}
