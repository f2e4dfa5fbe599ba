import { analyse } from '#lib/diagnose/analyse.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Text } from '#lib/model/text.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { compareDump } from '#lib/view/compare-dump.ts';
import { type DumpView, dumpView, refusalText } from '#lib/view/dump-view.ts';

/** Plain data, so that a worker can be asked it. */
export interface CompareQuestion {
  /** The one Service that the page holds in full. */
  readonly input: ServiceInput;
  readonly node: string;
  /** Older states of its slices, the newest first. */
  readonly earlierSlices: readonly (readonly EndpointSlice[])[];
}

export type CompareAnswer = { readonly view: DumpView } | { readonly refusal: Text };

/** Holds what a node showed against the live prediction for one Service, in words. */
export function answerCompare({ input, node, earlierSlices }: CompareQuestion, text: string): CompareAnswer {
  const comparison = compareDump({ analyses: [analyse(input)], node, text, earlierSlices, hasAllServices: false });
  return typeof comparison === 'string' ? { refusal: refusalText(comparison) } : { view: dumpView(comparison, node) };
}
