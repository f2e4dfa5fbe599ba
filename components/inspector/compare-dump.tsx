'use client';

import { type ClipboardEvent, type DragEvent, useId, useMemo, useRef, useState } from 'react';
import { CompareResult } from '#components/inspector/compare-result.tsx';
import { isSameInput } from '#components/inspector/same-input.ts';
import { Section } from '#components/inspector/section.tsx';
import { useCompare } from '#components/inspector/use-compare.ts';
import { useEarlierSlices } from '#components/inspector/use-earlier-slices.ts';
import { Chip } from '#components/ui/chip.tsx';
import { useWording } from '#components/ui/words.tsx';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { COMMAND_BY_PROXIER } from '#lib/view/dump-view.ts';

/** A longer text is compared and not put into the field, which it would make slow. */
const LONGEST_SHOWN = 200_000;

interface Dump {
  readonly content: string | Blob;
  /** What stands for a dump that the field does not show. */
  readonly name?: string;
}

/** Takes what the node printed, pasted or in a file, and holds it against the live prediction. Nothing leaves the browser. */
export function CompareDump({ input: latest, node }: { readonly input: ServiceInput; readonly node: string }) {
  const { say, number } = useWording();
  const [dump, setDump] = useState<Dump>();
  const [isOver, setIsOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const label = useId();
  const input = useSameInput(latest);
  const { service, slices } = input;
  const earlierSlices = useEarlierSlices(service.uid, slices);
  const question = useMemo(
    () => ({ input: { ...input, pods: [] }, node, earlierSlices }),
    [input, node, earlierSlices],
  );
  const reply = useCompare(question, dump?.content);

  const take = (content: string) => {
    if (content.length > LONGEST_SHOWN) setDump({ content, name: `${number(content.length)} B` });
    else setDump(content === '' ? undefined : { content });
  };
  const takeFile = (taken: File | null | undefined) => taken && setDump({ content: taken, name: taken.name });
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (text.length <= LONGEST_SHOWN) return;
    event.preventDefault();
    take(text);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    takeFile(event.dataTransfer.files.item(0));
  };
  return (
    <Section title={say('dump-hold-against')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped here; the button opens one by keyboard */}
      <div
        data-compare={node}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={onDrop}
        className={`rounded border p-2 ${isOver ? 'border-accent' : 'border-line border-dashed'}`}
      >
        <label id={label} className="text-mute" htmlFor={`${label}-text`}>
          {say('dump-paste', { commands: Object.values(COMMAND_BY_PROXIER).join(', '), node })}
        </label>
        {dump?.name === undefined ? (
          <textarea
            id={`${label}-text`}
            rows={3}
            spellCheck={false}
            value={typeof dump?.content === 'string' ? dump.content : ''}
            onPaste={onPaste}
            onChange={(event) => take(event.target.value)}
            className="mt-1 block w-full resize-y overflow-x-auto whitespace-pre rounded border border-line bg-panel px-2 py-1 font-mono text-micro"
          />
        ) : (
          <p className="mt-1 truncate font-mono text-micro">
            <bdi>{dump.name}</bdi>
          </p>
        )}
        <div className="mt-1.5 flex flex-wrap items-center gap-1.5 text-mute">
          <Chip onPress={() => file.current?.click()}>{say('dump-open')}</Chip>
          {dump !== undefined && <Chip onPress={() => setDump(undefined)}>{say('dump-clear')}</Chip>}
          <span>{say('dump-drop')}</span>
        </div>
        <input
          ref={file}
          type="file"
          hidden
          aria-label={say('dump-open')}
          onChange={(event) => {
            takeFile(event.target.files?.item(0));
            // The same file again is a change, too.
            event.target.value = '';
          }}
        />
      </div>
      <div aria-live="polite">
        {dump !== undefined &&
          (reply === undefined ? (
            <p className="mt-2 text-mute">{say('dump-reading')}</p>
          ) : (
            <CompareResult reply={reply} node={node} />
          ))}
      </div>
    </Section>
  );
}

/** The input as it was while nothing that is compared has changed, so that no dump is read again as time goes by. */
function useSameInput(latest: ServiceInput): ServiceInput {
  const kept = useRef(latest);
  if (!isSameInput(kept.current, latest)) kept.current = latest;
  return kept.current;
}
