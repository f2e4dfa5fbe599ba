'use client';

import { useEffect, useState } from 'react';
import { openSnapshot } from '#components/share/open-snapshot.ts';
import { CloseIcon } from '#components/ui/icons.tsx';
import { Say, useWording } from '#components/ui/words.tsx';
import { FileError } from '#lib/model/file-error.ts';

/** Takes a snapshot that is dropped anywhere onto the page, shows that it would, and says what is wrong with another file. */
export function SnapshotDrop() {
  const { say, sayText } = useWording();
  const [isOver, setIsOver] = useState(false);
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (!carriesFile(event)) return;
      // Below the pointer is something that takes files of its own.
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      setIsOver(!isTaken);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFile(event)) return;
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      setIsOver(false);
      if (isTaken) return;
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      openSnapshot(file).then(
        () => setProblem(undefined),
        (error: unknown) => setProblem(error instanceof Error ? error : new Error(String(error))),
      );
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return (
    <>
      {isOver && (
        <div
          aria-hidden="true"
          className="pointer-events-none fixed inset-2 z-40 grid place-items-center rounded-md border-2 border-accent border-dashed"
        >
          <span className="rounded border border-accent bg-panel px-4 py-2 text-head">{say('drop-snapshot')}</span>
        </div>
      )}
      {problem !== undefined && (
        <div
          role="alert"
          data-drop-problem
          className="fixed right-4 bottom-16 z-40 flex max-w-md items-start gap-2 rounded-md border border-bad bg-panel py-2 pr-2 pl-3"
        >
          <span className="min-w-0 break-words">
            {problem instanceof FileError ? (
              <Say name="drop-unread" values={{ file: problem.file, why: sayText(problem.why) }} />
            ) : (
              <>
                <b>{say('drop-failed')}</b> <bdi>{problem.message}</bdi>
              </>
            )}
          </span>
          <button
            type="button"
            onClick={() => setProblem(undefined)}
            aria-label={say('close')}
            className="grid size-6 shrink-0 place-items-center rounded text-mute hover:text-ink"
          >
            <CloseIcon />
          </button>
        </div>
      )}
    </>
  );
}

function carriesFile({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
