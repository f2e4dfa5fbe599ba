'use client';

import type { Sweep } from '#components/shell/use-sweep.ts';
import { Say, useWording, Words } from '#components/ui/words.tsx';

/** Says that the list is a prediction, that one is on its way, or why there is none. */
export function SweepState({ sweep }: { readonly sweep: Sweep }) {
  const { say, sayText } = useWording();
  switch (sweep.kind) {
    case 'live':
      return null;
    case 'asking':
      return (
        <span className="w-full text-mute" role="status" data-sweep="asking">
          {say('sweep-asking')}
        </span>
      );
    case 'predicted':
      return (
        <>
          <span className="rounded border border-accent px-1.5 text-accent" role="status" data-sweep="predicted">
            {say('sweep-predicted')}
          </span>
          {sweep.standIns > 0 && (
            <span className="w-full text-mute" data-sweep="stand-ins">
              <Say name="sweep-stand-ins" values={{ services: sweep.standIns }} />
            </span>
          )}
          {/* What the selected Service alone refuses stands beside its what-if. */}
          {sweep.refused
            .filter(({ services }) => services > 1)
            .map(({ text, services }) => (
              <span key={sayText(text)} className="w-full text-warn" data-sweep="refused">
                <Say name="sweep-refused" values={{ services }} /> <Words text={text} />
              </span>
            ))}
        </>
      );
    case 'failed':
      return (
        <span className="w-full text-warn" role="status" data-sweep="failed">
          <Say name="sweep-failed" values={{ said: sweep.said }} />
        </span>
      );
    default:
      return sweep satisfies never;
  }
}
