const ESCAPE = '\u001b';
/** Colours and cursor moves, window titles, character sets: every repetition is bounded. */
const TERMINAL_CODE = new RegExp(
  `${ESCAPE}(?:\\[[0-?]{0,40}[ -/]{0,4}[@-~]|\\][^\u0007${ESCAPE}]{0,500}(?:\u0007|${ESCAPE}\\\\)|[ -/]{1,4}[0-~]|[@-_])`,
  'g',
);
const UNBROKEN_BLANK = '\u00a0';
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A dump as the command printed it: without what a terminal, a recording of one, an editor or a chat put in between. No
 * character of a rule is lost by it, so that nobody need be told.
 */
export function asPrinted(text: string): string {
  const uncoloured = text.includes(ESCAPE) ? text.replaceAll(TERMINAL_CODE, '') : text;
  const blank = uncoloured.includes(UNBROKEN_BLANK) ? uncoloured.replaceAll(UNBROKEN_BLANK, ' ') : uncoloured;
  return blank.startsWith(BYTE_ORDER_MARK) ? blank.slice(1) : blank;
}
