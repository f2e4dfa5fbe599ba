'use client';

import type { ReactNode } from 'react';
import { useWording } from '#components/ui/words.tsx';

/** One of a few steps in a row, with a button back and one on. */
export function Stepper(props: {
  readonly label: string;
  readonly step: number;
  readonly last: number;
  readonly onStep: (step: number) => void;
  /** What the step is, in words. */
  readonly children: ReactNode;
}) {
  const { step, last } = props;
  const { say } = useWording();
  return (
    <fieldset aria-label={props.label} className="inline-flex items-center gap-1">
      <StepButton label={say('step-back')} disabled={step <= 0} onPress={() => props.onStep(step - 1)}>
        ‹
      </StepButton>
      <output className="inline-block min-w-22 text-center" data-step={step}>
        {props.children}
      </output>
      <StepButton label={say('step-on')} disabled={step >= last} onPress={() => props.onStep(step + 1)}>
        ›
      </StepButton>
    </fieldset>
  );
}

function StepButton(props: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      disabled={props.disabled}
      onClick={props.onPress}
      className="inline-flex size-6 items-center justify-center rounded border border-line bg-panel enabled:hover:border-edge disabled:text-mute disabled:opacity-60"
    >
      {props.children}
    </button>
  );
}
