'use client';

import { type ReactNode, useState } from 'react';
import { graphPng, graphSvg, type PictureCaption } from '#components/share/graph-picture.ts';
import { fileNamePart, saveFile } from '#components/share/save-file.ts';
import { Chip } from '#components/ui/chip.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Say, useWording } from '#components/ui/words.tsx';

/** Everything that can be handed on: a link, the cluster as a file, the graph as a picture, a summary for a ticket. */
export function ShareDialog(props: {
  readonly service: string;
  readonly link: string;
  /** The link then works only where the same file is open. */
  readonly isSnapshot: boolean;
  readonly markdown: string;
  readonly caption: PictureCaption;
  /** The address of the snapshot, without `redact`; absent where there is none to save, and `noSnapshot` says why. */
  readonly snapshotAddress: string | undefined;
  readonly noSnapshot: 'share-snapshot-same' | 'share-snapshot-now';
  readonly onClose: () => void;
}) {
  const { service, link, markdown, caption, snapshotAddress } = props;
  const { say } = useWording();
  const [redact, setRedact] = useState(false);
  const name = `zonescope-${fileNamePart(service)}`;
  return (
    <Dialog title={say('share-title')} onClose={props.onClose}>
      <div className="grid grid-cols-1 gap-4 px-4 py-3" data-share>
        <Part
          title={say('share-link-title')}
          about={<Say name={props.isSnapshot ? 'share-link-of-snapshot' : 'share-link-about'} />}
        >
          <div className="flex items-center gap-1 rounded bg-lane py-1 pr-1 pl-2">
            <code className="min-w-0 flex-1 truncate font-mono text-micro">{link}</code>
            <CopyButton text={link} word={say('share-link')} />
          </div>
        </Part>
        <Part title={say('share-snapshot-title')} about={<Say name="share-snapshot-about" />}>
          {snapshotAddress === undefined ? (
            <p>
              <Say name={props.noSnapshot} />
            </p>
          ) : (
            <>
              <label className="flex items-start gap-2">
                <input
                  type="checkbox"
                  checked={redact}
                  onChange={(event) => setRedact(event.target.checked)}
                  className="mt-0.5"
                />
                <span>
                  {say('share-redact')} <span className="text-mute">{say('share-redact-about')}</span>
                </span>
              </label>
              <a
                href={redact ? `${snapshotAddress}&redact=true` : snapshotAddress}
                download
                className="inline-flex h-6 w-fit items-center rounded border border-line px-2 hover:border-edge"
              >
                {say('share-save-snapshot')}
              </a>
            </>
          )}
        </Part>
        <Picture name={name} caption={caption} />
        <Part title={say('share-ticket-title')} about={<Say name="share-ticket-about" />}>
          <textarea
            readOnly
            aria-label={say('share-markdown')}
            value={markdown}
            rows={6}
            className="w-full resize-y rounded border border-line bg-bg p-2 font-mono text-micro"
          />
          <div className="flex gap-2">
            <CopyButton text={markdown} about={say('share-markdown')} />
            <Chip onPress={() => saveFile(`${name}.md`, new Blob([markdown], { type: 'text/markdown' }))}>
              {say('share-save-markdown')}
            </Chip>
          </div>
        </Part>
      </div>
    </Dialog>
  );
}

function Picture({ name, caption }: { readonly name: string; readonly caption: PictureCaption }) {
  const { say } = useWording();
  const [problem, setProblem] = useState<'share-picture-none' | 'share-picture-failed'>();
  const withSvg = (save: (svg: string) => void | Promise<void>) => {
    const svg = graphSvg(caption);
    setProblem(svg === undefined ? 'share-picture-none' : undefined);
    if (svg !== undefined) Promise.resolve(save(svg)).catch(() => setProblem('share-picture-failed'));
  };
  const saveSvg = (svg: string) => saveFile(`${name}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
  const savePng = async (svg: string) => saveFile(`${name}.png`, await graphPng(svg));
  return (
    <Part title={say('share-picture-title')} about={<Say name="share-picture-about" />}>
      <div className="flex gap-2">
        <Chip onPress={() => withSvg(saveSvg)}>{say('share-save-svg')}</Chip>
        <Chip onPress={() => withSvg(savePng)}>{say('share-save-png')}</Chip>
      </div>
      {problem && (
        <p role="alert" className="text-warn">
          <Say name={problem} />
        </p>
      )}
    </Part>
  );
}

function Part(props: { readonly title: string; readonly about: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="grid grid-cols-1 gap-1.5">
      <h3 className="font-semibold">{props.title}</h3>
      <p className="text-mute">{props.about}</p>
      {props.children}
    </section>
  );
}
