'use client';

import { Section } from '#components/inspector/section.tsx';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { CopyBlock } from '#components/ui/copy-button.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { WhyView } from '#lib/view/view-types.ts';

/** The verdict in Kubernetes' own words, then the cause, the offending object and the fix. */
export function WhyTab({ view, supposed }: { readonly view: WhyView; readonly supposed: boolean }) {
  const { say, percent, number } = useWording();
  return (
    <>
      <Section
        title={
          <span className="flex items-start gap-2">
            <span className="pt-1">
              <VerdictMark state={view.verdict} asked={view.cause.key !== 'not-opted-in'} />
            </span>
            <span>
              <Words text={view.title} />
            </span>
          </span>
        }
      >
        <p data-why="summary">
          <Words text={view.summary} />
        </p>
      </Section>
      {view.kubernetesSays ? (
        <Section title={say(supposed ? 'kubernetes-would-say' : 'kubernetes-says')}>
          <p className="text-mute">
            <bdi>{view.kubernetesSays.source}</bdi>
          </p>
          <pre className="my-1 whitespace-pre-wrap break-words rounded bg-lane px-2.5 py-2 font-mono text-micro">
            {view.kubernetesSays.words}
          </pre>
        </Section>
      ) : (
        view.fix &&
        view.cause.key !== 'not-opted-in' && <p className="mt-1 text-mute">{say('kubernetes-says-nothing')}</p>
      )}
      <Section title={say('cause')}>
        <p data-why="cause">
          <Words text={view.cause} />
        </p>
        {view.offenders.length > 0 && (
          <ul className="mt-1 grid gap-0.5">
            {view.offenders.map((offender) => (
              <li key={`${offender.kind} ${offender.name} ${offender.field ?? ''}`} className="flex min-w-0 gap-1.5">
                <span className="shrink-0 text-mute">{offender.kind}</span>
                <ClusterText text={offender.name} />
                {offender.field !== undefined && (
                  <code className="min-w-0 break-all font-mono text-micro text-mute">{offender.field}</code>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {view.fix && (
        <Section title={say('fix')}>
          <p>
            <Words text={view.fix.text} />
          </p>
          {view.fix.commands.map((command) => (
            <CopyBlock key={command} text={command} />
          ))}
        </Section>
      )}
      {view.rules.length > 0 && (
        <Section title={say('rules-in-force')}>
          <table className="facts">
            <thead>
              <tr>
                <th scope="col">{say('rule')}</th>
                <th scope="col" className="num">
                  {say('nodes')}
                </th>
              </tr>
            </thead>
            <tbody>
              {view.rules.map((rule) => (
                <tr key={`${rule.text.key} ${rule.example}`}>
                  <td>
                    <Words text={rule.text} />{' '}
                    <span className="text-mute">
                      {say('for-example')} <bdi>{rule.example}</bdi>
                    </span>
                  </td>
                  <td className="num">{number(rule.nodes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {view.zones.length > 0 && (
        <Section title={say('zones')}>
          <table className="facts">
            <thead>
              <tr>
                <th scope="col">{say('zone')}</th>
                <th scope="col" className="num">
                  {say('nodes')}
                </th>
                <th scope="col" className="num">
                  {say('cpu')}
                </th>
                <th scope="col" className="num">
                  {say('endpoints')}
                </th>
                <th scope="col" className="num">
                  {say('hinted')}
                </th>
                <th scope="col" className="num">
                  {say('load')}
                </th>
              </tr>
            </thead>
            <tbody>
              {view.zones.map((zone) => (
                <tr key={zone.zone ?? ''}>
                  <td>{zone.zone === undefined ? say('no-zone') : <ClusterText text={zone.zone} />}</td>
                  <td className="num">{number(zone.nodes)}</td>
                  <td className="num">{zone.cpuShare === undefined ? '–' : percent(zone.cpuShare)}</td>
                  <td className="num">{number(zone.endpoints)}</td>
                  <td className="num">{number(zone.hinted)}</td>
                  <td className="num">{zone.load === undefined ? '–' : number(zone.load)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {view.worthKnowing.length > 0 && (
        <Section title={say('worth-knowing')}>
          <ol className="list-decimal pl-4.5">
            {view.worthKnowing.map((text) => (
              <li key={`${text.key} ${JSON.stringify(text.values)}`}>
                <Words text={text} />
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
