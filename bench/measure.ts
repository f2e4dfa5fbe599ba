/** One line of the benchmark: ratio = peer_ns / ours_ns, both medians of runs taken in turn. */
export interface BenchRow {
  readonly case: string;
  readonly ours_ns: number;
  readonly peer: string | null;
  readonly peer_ns: number | null;
  readonly ratio: number | null;
  /** The answers were compared before anything was timed; null where there is nobody to compare with. */
  readonly equal: boolean | null;
}

/** One case, put together only when it is its turn: what is timed, and against whom. */
export interface BenchCase {
  readonly name: string;
  readonly contest: () => Contest;
}

export interface Contest {
  readonly ours: () => unknown;
  readonly peer?: { readonly name: string; readonly run: () => unknown };
  /** Compares the two answers; called once, before the clock starts. */
  readonly isEqual?: () => boolean;
}

export interface Effort {
  /** At least so many runs of each side, */
  readonly runs: number;
  /** and for at least so long: other work on the machine comes in bursts that are longer than some runs. */
  readonly millis: number;
  /** Functions are compiled by being run: for this long before the clock counts. */
  readonly warmUpMillis: number;
}

export const FULL_EFFORT: Effort = { runs: 31, millis: 2000, warmUpMillis: 1000 };
/** To see that everything runs; its figures mean nothing. */
export const QUICK_EFFORT: Effort = { runs: 3, millis: 0, warmUpMillis: 20 };

/** One run lasts at least this long, so that the clock's own cost does not count. */
const MIN_RUN_NS = 1_000_000;

/** Kept where the optimiser must believe that somebody looks. */
export const sink: { value: unknown } = { value: undefined };

/** Times both in turn after a warm-up; throws when the answers differ. */
export function measure({ name, contest }: BenchCase, effort: Effort): BenchRow {
  const { ours, peer, isEqual } = contest();
  const equal = isEqual?.() ?? null;
  if (equal === false) throw new Error(`Cannot measure ${name}: the answers differ`);
  const ourRepeats = repeatsFor(ours, effort);
  const peerRepeats = peer === undefined ? 0 : repeatsFor(peer.run, effort);
  const ourTimes: number[] = [];
  const peerTimes: number[] = [];
  const start = performance.now();
  while (ourTimes.length < effort.runs || performance.now() - start < effort.millis) {
    ourTimes.push(timeOf(ours, ourRepeats));
    if (peer !== undefined) peerTimes.push(timeOf(peer.run, peerRepeats));
  }
  const ours_ns = median(ourTimes);
  if (peer === undefined) return { case: name, ours_ns, peer: null, peer_ns: null, ratio: null, equal };
  const peer_ns = median(peerTimes);
  return { case: name, ours_ns, peer: peer.name, peer_ns, ratio: peer_ns / ours_ns, equal };
}

export function median(times: readonly number[]): number {
  const sorted = times.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function repeatsFor(run: () => unknown, { warmUpMillis }: Effort): number {
  const start = performance.now();
  while (performance.now() - start < warmUpMillis) sink.value = run();
  let repeats = 1;
  while (timeOf(run, repeats) * repeats < MIN_RUN_NS) repeats *= 2;
  return repeats;
}

function timeOf(run: () => unknown, repeats: number): number {
  const start = process.hrtime.bigint();
  for (let repeat = 0; repeat < repeats; repeat++) sink.value = run();
  return Number(process.hrtime.bigint() - start) / repeats;
}
