/** Values of one digit: 0 to 127. */
const VALUES = 128;

/** Rows of digits, as many in each: those of row i are digits[i * width] to digits[(i + 1) * width - 1]. */
export interface DigitRows {
  readonly digits: Uint8Array;
  readonly width: number;
  readonly rows: number;
}

/** The numbers of the rows in the order of their digits, the first digit first; equal rows stay as they came. */
export function radixOrder(table: DigitRows): Uint32Array {
  let order = new Uint32Array(table.rows);
  for (let row = 0; row < table.rows; row++) order[row] = row;
  let next = new Uint32Array(table.rows);
  const places = new Uint32Array(VALUES);
  for (let digit = table.width - 1; digit >= 0; digit--) {
    if (!countDigit(table, digit, places)) continue;
    dealOut(table, digit, { from: order, to: next, places });
    [order, next] = [next, order];
  }
  return order;
}

/** Below, equal to or above 0, as the digits of two rows differ first. */
export function compareRows({ digits, width }: DigitRows, left: number, right: number): number {
  for (let digit = 0; digit < width; digit++) {
    const difference = (digits[left * width + digit] ?? 0) - (digits[right * width + digit] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Where the rows of each value of a digit begin; false where all rows have the same. */
function countDigit({ digits, width, rows }: DigitRows, digit: number, places: Uint32Array): boolean {
  places.fill(0);
  for (let at = digit; at < rows * width; at += width) {
    const value = digits[at] ?? 0;
    places[value] = (places[value] ?? 0) + 1;
  }
  if (places[digits[digit] ?? 0] === rows) return false;
  let place = 0;
  for (let value = 0; value < VALUES; value++) {
    const count = places[value] ?? 0;
    places[value] = place;
    place += count;
  }
  return true;
}

interface Deal {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly places: Uint32Array;
}

function dealOut({ digits, width, rows }: DigitRows, digit: number, { from, to, places }: Deal): void {
  for (let index = 0; index < rows; index++) {
    const row = from[index] ?? 0;
    const value = digits[row * width + digit] ?? 0;
    const place = places[value] ?? 0;
    places[value] = place + 1;
    to[place] = row;
  }
}
