import { analyse } from '#lib/diagnose/analyse.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { readFileText } from '#lib/model/file-text.ts';
import type { Text } from '#lib/model/text.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { compareDump } from '#lib/view/compare-dump.ts';
import { type DumpView, dumpView, noTextText, refusalText } from '#lib/view/dump-view.ts';

/** Plain data, so that a worker can be asked it. */
export interface CompareQuestion {
  /** The one Service that the page holds in full. */
  readonly input: ServiceInput;
  readonly node: string;
  /** Older states of its slices, the newest first. */
  readonly earlierSlices: readonly (readonly EndpointSlice[])[];
}

export type CompareAnswer = { readonly view: DumpView } | { readonly refusal: Text };

/** Holds what a node showed, as a text or the bytes of a file, against the live prediction for one Service, in words. */
export function answerCompare(question: CompareQuestion, dump: string | Uint8Array): CompareAnswer {
  const read = typeof dump === 'string' ? { text: dump } : readFileText(dump);
  return 'text' in read ? answerText(question, read.text) : { refusal: noTextText(read.noText) };
}

function answerText({ input, node, earlierSlices }: CompareQuestion, text: string): CompareAnswer {
  const comparison = compareDump({ analyses: [analyse(input)], node, text, earlierSlices, hasAllServices: false });
  return typeof comparison === 'string' ? { refusal: refusalText(comparison) } : { view: dumpView(comparison, node) };
}
