import { answerHints, HINT_KINDS } from '#lib/answer/answer-hints.ts';
import { answerPlacement } from '#lib/answer/answer-placement.ts';
import { answerRouting } from '#lib/answer/answer-routing.ts';
import { answerScaleDown } from '#lib/answer/answer-scale-down.ts';
import { fault } from '#lib/answer/read-case.ts';
import { type Json, text } from '#lib/to-model/json.ts';

/**
 * Answers one case in the form that the Go code's recorded answers have, by its `kind`.
 *
 * @throws Error in one sentence with the case's name when a field is missing or the kind is unknown.
 */
export function answerCase(source: Json): { readonly name: string; readonly expect: unknown } {
  return { name: text(source['name']), expect: expectOf(source) };
}

function expectOf(source: Json): unknown {
  const kind = text(source['kind']);
  if (HINT_KINDS.has(kind)) return answerHints(source);
  switch (kind) {
    case 'routing':
      return answerRouting(source);
    case 'scaleDown':
      return answerScaleDown(source);
    case 'placement':
      return answerPlacement(source);
    default:
      throw fault(source, `kind "${kind}" is none of routing, ${[...HINT_KINDS].join(', ')}, scaleDown, placement`);
  }
}
