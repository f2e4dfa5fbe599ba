'use client';

import { Section } from '#components/inspector/section.tsx';
import { ClusterText } from '#components/ui/cluster-text.tsx';
import { CopyBlock } from '#components/ui/copy-button.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { WhyView } from '#lib/view/view-types.ts';

/** First line: the controller's and kube-proxy's words, or that Kubernetes says nothing. */
export function KubernetesSays(props: { readonly words: WhyView['kubernetesSays']; readonly supposed: boolean }) {
  const { say } = useWording();
  return (
    <Section title={say(props.supposed ? 'kubernetes-would-say' : 'kubernetes-says')}>
      {props.words.length === 0 && (
        <p className="text-mute" data-why="words">
          {say('kubernetes-says-nothing')}
        </p>
      )}
      {props.words.map(({ source, words, note }) => (
        <div key={words} className="mt-1.5 first-of-type:mt-0">
          <p className="text-mute">
            <Words text={source} />
          </p>
          <pre
            data-why="words"
            className="my-1 whitespace-pre-wrap break-words rounded bg-lane px-2.5 py-2 font-mono text-micro"
          >
            {words}
          </pre>
          {note && (
            <p className="text-mute">
              <Words text={note} />
            </p>
          )}
        </div>
      ))}
    </Section>
  );
}

/** Second line: the true cause with its numbers, and the objects by name. */
export function Cause({ cause, reason }: { readonly cause: WhyView['cause']; readonly reason: string }) {
  const { say } = useWording();
  return (
    <Section title={say('cause')}>
      <p data-why="cause" data-reason={reason}>
        <Words text={cause.text} />
      </p>
      {cause.objects.length > 0 && (
        <ul className="mt-1 grid gap-0.5" data-why="objects">
          {cause.objects.map((object) => (
            <li
              key={`${object.kind} ${object.name} ${object.field ?? ''}`}
              className="flex min-w-0 flex-wrap gap-x-1.5"
            >
              <span className="shrink-0 text-mute">{object.kind}</span>
              <ClusterText text={object.name} />
              {object.field !== undefined && (
                <code className="min-w-0 break-all font-mono text-micro text-mute">{object.field}</code>
              )}
            </li>
          ))}
          {cause.more > 0 && <li className="text-mute">{say('why-and-more', { count: cause.more })}</li>}
        </ul>
      )}
    </Section>
  );
}

/** Third line: the smallest change that fixes it. */
export function Fix({ fix }: { readonly fix: NonNullable<WhyView['fix']> }) {
  const { say } = useWording();
  return (
    <Section title={say('fix')}>
      <div data-why="fix">
        <p>
          <Words text={fix.text} />
        </p>
        {fix.commands.map((command) => (
          <CopyBlock key={command} text={command} />
        ))}
      </div>
    </Section>
  );
}
