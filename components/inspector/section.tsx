import type { ReactNode } from 'react';

/** A titled part of the inspector. */
export function Section({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="mt-4 first:mt-3">
      <h3 className="mb-1 font-semibold text-head">{title}</h3>
      {children}
    </section>
  );
}
