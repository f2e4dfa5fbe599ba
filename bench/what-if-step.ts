import { parseChanges } from '#lib/scenario/change-grammar.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { graphView } from '#lib/view/graph-view.ts';
import { headlineView } from '#lib/view/headline-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { scene } from '#lib/view/scene.test-support.ts';
import { stripView } from '#lib/view/strip-view.ts';
import { whatIfView } from '#lib/view/what-if-view.ts';
import { whyView } from '#lib/view/why-view.ts';

/**
 * The main thread's cost of one step of the replica slider on the tutorial (budget 8 ms), and of the graph of a large
 * cluster (budget 10 ms): the CPU time of that thread alone, so that neither other work on the machine counts nor what
 * V8 does beside it. The system counts it in ticks, so it is the mean of many runs and not their median.
 * `node bench/what-if-step.ts`
 */
const VIEWPORT = { width: 796, height: 668 };

function cpuMillis(): number {
  return process.threadCpuUsage().user / 1000;
}

function measure(name: string, runs: number, work: (run: number) => void): void {
  const times = Array.from({ length: runs + 1 }, (_, run) => {
    const start = cpuMillis();
    work(run);
    return cpuMillis() - start;
  });
  const [first = 0, ...later] = times;
  const mean = later.reduce((sum, time) => sum + time, 0) / later.length;
  console.log(`${name}: first ${first.toFixed(1)} ms, then ${mean.toFixed(2)} ms (mean)`);
}

const { context, ...given } = tutorial();
const snapshot = { ...given, version: context.version, gateOverrides: context.question.gateOverrides };
measure('a step of the slider on the tutorial, all views', 200, (run) => {
  const url = { ...DEFAULT_URL_STATE, whatIf: [{ kind: 'replicas', replicas: 1 + (run % 8) }] as const };
  const answer = answerService(snapshot, url);
  headlineView(answer, url);
  graphView(answer, url, VIEWPORT);
  whyView(answer, url);
  whatIfView(answer, url);
});

const large = scene({ nodesByZone: { a: 168, b: 132, c: 111, '': 1 }, endpoints: 60 });
measure('the graph of 412 nodes and 60 endpoints', 100, () => graphView(large, DEFAULT_URL_STATE, VIEWPORT));
measure('the same with a node pinned', 100, () =>
  graphView(large, { ...DEFAULT_URL_STATE, node: 'node-a-0007' }, VIEWPORT),
);
measure('the strip of 60 replicas on 412 nodes (in the worker)', 5, () =>
  stripView({ ...large, analysis: { ...large.analysis } }, DEFAULT_URL_STATE),
);

/** Every control at 100 nodes and 1,000 endpoints (budget one frame, 16 ms), and what the worker counts for it (300 ms). */
const wide = scene({ nodesByZone: { a: 40, b: 30, c: 30 }, endpoints: 1000 }).analysis.input;
const wideSnapshot = {
  ...wide,
  version: wide.context.version,
  gateOverrides: wide.context.question.gateOverrides,
};
const CONTROLS =
  'replicas:900;replicas:950;mode:PreferSameZone;zone-down:a@notready;zone-down:a@rescheduled;zonal-shift:a;drain:node-a-0007;cordon:node-a-0007;node-add:zone=c,cpu=4,count=2;relabel:node-a-0007=b;cpu:node-a-0007=8;rollout:surge=250,unavailable=250,step=2';
for (const text of CONTROLS.split(';')) {
  const url = { ...DEFAULT_URL_STATE, whatIf: parseChanges(text).changes };
  measure(`${text} at 100 nodes and 1,000 endpoints`, 15, () => {
    const answer = answerService(wideSnapshot, url);
    headlineView(answer, url);
    graphView(answer, url, VIEWPORT);
    whatIfView(answer, url);
  });
  measure('  and its strip, in the worker', 2, () => {
    const answer = answerService({ ...wideSnapshot }, url);
    stripView(answer, url);
  });
}
const rollout = { ...DEFAULT_URL_STATE, whatIf: parseChanges('rollout:surge=250,unavailable=250,step=1').changes };
measure('the first step of that rollout, each time with other pods', 15, () => {
  answerService({ ...wideSnapshot, pods: [...wideSnapshot.pods] }, rollout);
});
