import type { ReactNode } from 'react';
import type { Change } from '#lib/model/scenario.ts';

/** What every group of controls reads and writes. */
export interface ControlProps {
  readonly changes: readonly Change[];
  /** `settled` is false while a slider is being dragged. */
  readonly onChange: (changes: readonly Change[], settled: boolean) => void;
}

/** Switches that belong together, behind their name. */
export function Choice({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className="mt-1.5 flex flex-wrap items-center gap-1">
      <legend className="float-left mr-1 leading-6">{label}</legend>
      {children}
    </fieldset>
  );
}
