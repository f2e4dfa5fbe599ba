import { BENCH_CASES } from './bench-cases.ts';
import { FULL_EFFORT, measure, QUICK_EFFORT } from './measure.ts';

/**
 * `node bench/run-case.ts NAME [--quick] [--alone]`: one case in a process of its own, so that no case is slower for
 * what others taught the compiler; prints its row as JSON. `--alone` leaves the peer out.
 */
const [name, ...options] = process.argv.slice(2);
const benchCase = BENCH_CASES.find((known) => known.name === name);
if (benchCase === undefined) throw new Error(`Cannot measure ${name}: there is no such case`);
const { contest } = benchCase;
const timed = options.includes('--alone') ? { ...benchCase, contest: () => ({ ours: contest().ours }) } : benchCase;
console.log(JSON.stringify(measure(timed, options.includes('--quick') ? QUICK_EFFORT : FULL_EFFORT)));
