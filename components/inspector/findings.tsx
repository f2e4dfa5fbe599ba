'use client';

import { ClusterText } from '#components/ui/cluster-text.tsx';
import { CopyBlock } from '#components/ui/copy-button.tsx';
import { useWording, Words } from '#components/ui/words.tsx';
import type { FindingView } from '#lib/view/view-types.ts';

const COLOR_BY_LEVEL: Readonly<Record<FindingView['level'], string>> = {
  error: 'border-bad text-bad',
  warning: 'border-warn text-warn',
  info: 'border-line text-mute',
};

/** The linter's findings: level, why it matters, the objects with their fields, and the fix. */
export function Findings({ findings }: { readonly findings: readonly FindingView[] }) {
  const { say } = useWording();
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2.5" data-findings={findings.length}>
      {findings.map((finding) => (
        <li key={finding.id} data-finding={finding.rule}>
          <p>
            <span className={`mr-1.5 rounded border px-1 text-micro ${COLOR_BY_LEVEL[finding.level]}`}>
              {say(`level-${finding.level}`)}
            </span>
            <Words text={finding.why} />
          </p>
          <ul>
            {finding.objects.map((object) => (
              <li key={`${object.name} ${object.field ?? ''}`} className="flex min-w-0 flex-wrap gap-x-1.5">
                <span className="shrink-0 text-mute">{object.kind}</span>
                {object.name !== '' && <ClusterText text={object.name} />}
                <code className="min-w-0 break-all font-mono text-micro text-mute">{object.field}</code>
              </li>
            ))}
            {finding.more > 0 && <li className="text-mute">{say('why-and-more', { count: finding.more })}</li>}
          </ul>
          <p className="text-mute">
            → <Words text={finding.fix} />
          </p>
          {finding.commands.length > 0 && <CopyBlock text={finding.commands.join('\n')} about={finding.rule} />}
        </li>
      ))}
    </ul>
  );
}
