/** One line of the benchmark: ratio = peer_ns / ours_ns, both medians of runs taken in turn in this process. */
export interface BenchRow {
  readonly case: string;
  readonly ours_ns: number;
  readonly peer: string | null;
  readonly peer_ns: number | null;
  readonly ratio: number | null;
  /** The answers were compared before anything was timed. */
  readonly equal: boolean | null;
  readonly runs: number;
  /** How often the peer ran, where it is too slow to run as often. */
  readonly peer_runs: number | null;
}

export interface Contest {
  readonly name: string;
  readonly ours: () => unknown;
  readonly peer?: { readonly name: string; readonly run: () => unknown; readonly runs?: number };
  /** Compares the two answers; called once, before the clock starts. */
  readonly isEqual?: () => boolean;
  readonly runs?: number;
}

const RUNS = 31;
/** One run lasts at least this long, so that the clock's own cost does not count. */
const MIN_RUN_NS = 1_000_000;
/** Functions are compiled by being run: for this long before the clock counts. */
const WARM_UP_NS = 500_000_000;

/** Kept where the optimiser must believe that somebody looks. */
export const sink: { value: unknown } = { value: undefined };

/** Times both in turn after a warm-up; throws when the answers differ. */
export function measure({ name, ours, peer, isEqual, runs = RUNS }: Contest): BenchRow {
  const equal = isEqual?.() ?? null;
  if (equal === false) throw new Error(`Cannot measure ${name}: the answers differ`);
  const peerRuns = peer === undefined ? 0 : (peer.runs ?? runs);
  const ourRepeats = repeatsFor(ours);
  const peerRepeats = peer === undefined || peerRuns < runs ? 1 : repeatsFor(peer.run);
  const ourTimes: number[] = [];
  const peerTimes: number[] = [];
  for (let run = 0; run < runs; run++) {
    ourTimes.push(timeOf(ours, ourRepeats));
    if (peer !== undefined && run < peerRuns) peerTimes.push(timeOf(peer.run, peerRepeats));
  }
  const ours_ns = median(ourTimes);
  const peer_ns = peer === undefined ? null : median(peerTimes);
  return {
    case: name,
    ours_ns,
    peer: peer?.name ?? null,
    peer_ns,
    ratio: peer_ns === null ? null : peer_ns / ours_ns,
    equal,
    runs,
    peer_runs: peer === undefined ? null : peerRuns,
  };
}

function repeatsFor(run: () => unknown): number {
  const start = process.hrtime.bigint();
  while (Number(process.hrtime.bigint() - start) < WARM_UP_NS) sink.value = run();
  let repeats = 1;
  while (timeOf(run, repeats) * repeats < MIN_RUN_NS) repeats *= 2;
  return repeats;
}

function timeOf(run: () => unknown, repeats: number): number {
  const start = process.hrtime.bigint();
  for (let repeat = 0; repeat < repeats; repeat++) sink.value = run();
  return Number(process.hrtime.bigint() - start) / repeats;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
