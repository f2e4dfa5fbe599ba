'use client';

import { Findings } from '#components/inspector/findings.tsx';
import { PortVerdicts } from '#components/inspector/port-verdicts.tsx';
import { Section } from '#components/inspector/section.tsx';
import { Crossing, Difference } from '#components/inspector/why-differences.tsx';
import { Cause, Fix, KubernetesSays } from '#components/inspector/why-lines.tsx';
import type { UrlChange } from '#components/shell/url-change.ts';
import { Predicted } from '#components/ui/predicted.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { FindingView, WhyView } from '#lib/view/view-types.ts';

/** The verdict, then three lines: Kubernetes' own words, the true cause with its objects, the smallest fix. */
export function WhyTab(props: {
  readonly view: WhyView;
  readonly findings: readonly FindingView[];
  /** The words are those that Kubernetes would say: under a what-if, or another version's rules. */
  readonly supposed: boolean;
  readonly onChange: (change: UrlChange) => void;
}) {
  const { view } = props;
  const { say, percent, number } = useWording();
  return (
    <>
      <Section
        title={
          <span className="flex items-start gap-2">
            <span className="pt-1">
              <VerdictMark state={view.verdict} asked={view.reason.key !== 'not-opted-in'} />
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
        {view.liveSummary && (
          <p data-why="live" className="text-mute">
            <Words text={view.liveSummary} />
          </p>
        )}
      </Section>
      {view.ports.length > 0 && <PortVerdicts ports={view.ports} onChange={props.onChange} />}
      <KubernetesSays words={view.kubernetesSays} supposed={props.supposed} />
      <Cause cause={view.cause} reason={view.reason.key} />
      {view.fix && <Fix fix={view.fix} />}
      {props.findings.length > 0 && (
        <Section title={say('findings')}>
          <Findings findings={props.findings} />
        </Section>
      )}
      {view.difference && <Difference difference={view.difference} />}
      {view.crossing.length > 0 && <Crossing causes={view.crossing} />}
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
                    {rule.isDoubtful && `${say('rule-if-kube-proxy')} `}
                    <Words text={rule.text} />{' '}
                    <span className="text-mute">
                      {say('for-example')} <bdi>{rule.example}</bdi>
                    </span>
                  </td>
                  <td className="num">
                    <Predicted of={rule.nodes} write={number} />
                  </td>
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
                <th scope="col" className="num" title={say('counted-cpu')}>
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
                  {/* Its end tells a zone from the others of its region: it is broken, not cut. */}
                  <td className="wrap-anywhere">{zone.zone === undefined ? say('no-zone') : <bdi>{zone.zone}</bdi>}</td>
                  <td className="num">
                    <Predicted of={zone.nodes} write={number} />
                  </td>
                  <td className="num">
                    {zone.cpuShare === undefined ? '–' : <Predicted of={zone.cpuShare} write={percent} />}
                  </td>
                  <td className="num">
                    <Predicted of={zone.endpoints} write={number} />
                  </td>
                  <td className="num">
                    <Predicted of={zone.hinted} write={number} />
                  </td>
                  <td className="num">{zone.load === undefined ? '–' : <Predicted of={zone.load} write={number} />}</td>
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
