'use client';

import { Section } from '#components/inspector/section.tsx';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { WhyView } from '#lib/view/view-types.ts';

/** Hints as they stand beside those that the rules predict, with the likely cause. */
export function Difference({ difference }: { readonly difference: NonNullable<WhyView['difference']> }) {
  const { say, number } = useWording();
  return (
    <Section title={say('why-hints-differ')}>
      <div data-why="difference">
        <p>
          <Words text={difference.likelyCause} />
        </p>
        <table className="facts mt-1">
          <thead>
            <tr>
              <th scope="col">{say('why-hinted-to')}</th>
              <th scope="col" className="num">
                {say('why-by-the-rules')}
              </th>
              <th scope="col" className="num">
                {say('why-as-they-stand')}
              </th>
            </tr>
          </thead>
          <tbody>
            {difference.zones.map(({ zone, expected, actual }) => (
              <tr key={zone}>
                <td>{zone === '' ? say('no-hint') : <ClusterText text={zone} />}</td>
                <td className="num">{number(expected)}</td>
                <td className={`num ${expected === actual ? '' : 'text-warn'}`}>{number(actual)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** Hints are on and traffic crosses still: what makes it, each with its part of the traffic. */
export function Crossing({ causes }: { readonly causes: WhyView['crossing'] }) {
  const { say, percent } = useWording();
  const hasShares = causes.some(({ share }) => share !== undefined);
  return (
    <Section title={say('why-still-crossing')}>
      <ul className={`grid gap-1 ${hasShares ? '' : 'list-disc pl-4'}`} data-why="crossing">
        {causes.map(({ text, share }) =>
          hasShares ? (
            <li key={text.key} className="grid grid-cols-[44px_minmax(0,1fr)] gap-x-2">
              <span className="text-right">{share !== undefined && percent(share)}</span>
              <span>
                <Words text={text} />
              </span>
            </li>
          ) : (
            <li key={text.key}>
              <Words text={text} />
            </li>
          ),
        )}
      </ul>
    </Section>
  );
}
