import type { CompareAnswer, CompareQuestion } from '#lib/view/answer-compare.ts';

/** What goes to the worker: the question, and the dump as a text or as the file that holds it. */
export interface CompareRequest {
  readonly question: CompareQuestion;
  readonly dump: string | Blob;
}

/** What comes back; `failed` where the file cannot be read. */
export type CompareReply = CompareAnswer | { readonly failed: string };
