'use client';

import { memo } from 'react';
import { setPreference, usePreference } from '#components/shell/preferences.ts';
import { CopyBlock } from '#components/ui/copy-button.tsx';
import { CheckIcon, ChevronIcon } from '#components/ui/icons.tsx';
import { ScrollBox } from '#components/ui/scroll-box.tsx';
import { useWording } from '#components/ui/words.tsx';
import type { Guide, GuideStep } from '#lib/model/guide.ts';

/** The embedded cluster's steps: what to read, the commands to copy, and a tick for each that the cluster shows done. */
export const GuidePanel = memo(function GuidePanel({ guide }: { readonly guide: Guide }) {
  const { say, language } = useWording();
  const open = usePreference('guide') !== 'closed';
  const counted = guide.steps.filter((step) => !step.readOnly);
  const done = counted.filter((step) => step.done).length;
  const next = guide.steps.find((step) => !step.readOnly && !step.done);
  // What a real cluster needs first is there to read, but must not push the first thing to do out of sight.
  const firstToDo = guide.steps.findIndex((step) => !step.readOnly);
  const preface = firstToDo < 0 ? [] : guide.steps.slice(0, firstToDo);
  return (
    <section aria-label={say('guide')} data-pane="guide" className="guide border-line border-t bg-panel">
      <h2 className="shrink-0">
        <button
          type="button"
          aria-expanded={open}
          aria-controls="guide-steps"
          onClick={() => setPreference('guide', open ? 'closed' : 'open')}
          className="flex w-full items-center gap-2 px-3 py-2 text-left hover:bg-lane"
        >
          <ChevronIcon open={open} />
          <b className="min-w-0 flex-1 truncate">{guide.title[language]}</b>
          {counted.length > 0 && (
            <span className="text-mute">{say('guide-done', { done, steps: counted.length })}</span>
          )}
        </button>
      </h2>
      {open && (
        <ScrollBox id="guide-steps" label={say('guide-steps')} className="min-h-0 overflow-y-auto px-3 pb-3">
          <p className="text-mute">{guide.about[language]}</p>
          {guide.kubeconfig !== '' && <CopyBlock text={guide.kubeconfig} />}
          {preface.length > 0 && (
            <details className="mt-2">
              <summary className="cursor-pointer text-mute hover:text-ink">{say('guide-real-cluster')}</summary>
              <Steps steps={preface} next={next} />
            </details>
          )}
          <Steps steps={guide.steps.slice(preface.length)} next={next} />
        </ScrollBox>
      )}
    </section>
  );
});

function Steps({ steps, next }: { readonly steps: readonly GuideStep[]; readonly next: GuideStep | undefined }) {
  return (
    <ol className="mt-2 grid grid-cols-1 gap-3">
      {steps.map((step) => (
        <Step key={step.id} step={step} isNext={step.id === next?.id} />
      ))}
    </ol>
  );
}

function Step({ step, isNext }: { readonly step: GuideStep; readonly isNext: boolean }) {
  const { say, language } = useWording();
  return (
    <li
      data-step={step.id}
      data-done={step.done}
      aria-current={isNext ? 'step' : undefined}
      className={`border-l-2 pl-2.5 ${isNext ? 'border-accent' : 'border-line'}`}
    >
      {step.done ? (
        <details>
          <summary className="flex cursor-pointer items-start gap-1.5 font-semibold">
            <span className="text-ok">
              <CheckIcon />
              <span className="sr-only">{say('step-done')}</span>
            </span>
            <span>{step.title[language]}</span>
          </summary>
          <StepBody step={step} />
        </details>
      ) : (
        <>
          <h3 className="font-semibold">{step.title[language]}</h3>
          <StepBody step={step} />
        </>
      )}
    </li>
  );
}

function StepBody({ step }: { readonly step: GuideStep }) {
  const { language } = useWording();
  return (
    <>
      <p className="whitespace-pre-line">{step.text[language]}</p>
      {step.commands.map((command) => (
        <CopyBlock key={command} text={command} />
      ))}
    </>
  );
}
