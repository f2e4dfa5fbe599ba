import { expect, type Page, test } from '@playwright/test';
import { clusterCommands } from '../support/cluster-commands.ts';
import { startZonescope } from '../support/start-zonescope.ts';
import { ANNOTATE, byZone, KUBE_DNS, LABEL_ZONES, STEPS } from '../support/tutorial.ts';
import { expectDialled, openService } from '../support/zonescope-page.ts';

/** The aim is 120 ms; a shared machine gets a third more before a run fails. */
const MOST_MILLIS = 160;

test('a change in the cluster is painted in the page within some 120 ms at the median', async ({ page }) => {
  const zonescope = await startZonescope(['--demo']);
  try {
    const cluster = await clusterCommands(zonescope);
    await openService(page, zonescope.url, { service: KUBE_DNS });
    for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
    await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
    const millis: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const zone = round % 2 === 0 ? 'c' : 'a';
      const painted = page.evaluate(paintedAt, `zone ${zone}`);
      const sentAt = await cluster.patchNode('kind-worker', {
        metadata: { labels: { 'topology.kubernetes.io/zone': zone } },
      });
      millis.push((await painted) - sentAt);
    }
    millis.sort((left, right) => left - right);
    const quarter = quantile(millis, 1 / 4);
    const median = quantile(millis, 1 / 2);
    const worst = millis.at(-1) ?? Number.NaN;
    console.log(
      `change -> painted: p25 ${quarter.toFixed(0)} ms, p50 ${median.toFixed(0)} ms, max ${worst.toFixed(0)} ms over ${millis.length} changes`,
    );
    expect(median).toBeLessThanOrEqual(MOST_MILLIS);
  } finally {
    await zonescope.stop();
  }
});

function quantile(inOrder: readonly number[], part: number): number {
  return inOrder[Math.floor(inOrder.length * part)] ?? Number.NaN;
}

/** Resolves with the wall-clock time of the first frame after kind-worker's mark tells this zone; runs in the page. */
function paintedAt(zone: string): Promise<number> {
  return new Promise((resolve) => {
    const told = (): boolean =>
      (document.querySelector('[data-node="kind-worker"] > title')?.textContent ?? '').includes(zone);
    const look = (): void => {
      if (!told()) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now()), 0));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    look();
  });
}

/**
 * The counts of the tutorial, there and back, and the whole strip from end to end. The aim is 8 ms and one frame; a shared
 * machine gets half as much again at the median of all steps before a run fails. A neighbour that takes the core in the middle
 * of a step is no cost of the step: of each count the fastest one has to keep to the aim itself.
 */
const DRAGS = [
  { name: 'over the counts of the tutorial', counts: [4, 3, 2, 1, 2, 3], aimMillis: 8, mostMillis: 12 },
  {
    name: 'over the whole strip',
    counts: Array.from({ length: 16 }, (_, index) => index + 1),
    aimMillis: 16,
    mostMillis: 25,
  },
];

for (const { name, counts, aimMillis, mostMillis } of DRAGS) {
  test(`a step of the replica slider ${name} costs at most ${mostMillis} ms of main thread at the median, and ${aimMillis} undisturbed`, async ({
    page,
  }) => {
    const zonescope = await startZonescope(['--demo']);
    try {
      const cluster = await clusterCommands(zonescope);
      await openService(page, zonescope.url, { service: KUBE_DNS });
      for (const command of [...LABEL_ZONES, ANNOTATE]) await cluster.run(command);
      await expectDialled(page, 'dns', byZone(STEPS.hinted.a, STEPS.hinted.b, 53));
      const steps = await sliderSteps(page, counts);
      const millis = sorted(steps.map((step) => step.millis));
      const ofCount = (count: number): readonly number[] =>
        steps.filter((step) => step.count === count).map((step) => step.millis);
      const fastest = sorted([...new Set(counts)].map((count) => Math.min(...ofCount(count))));
      const undisturbed = quantile(fastest, 1 / 2);
      const median = quantile(millis, 1 / 2);
      const p95 = quantile(millis, 0.95);
      console.log(
        `slider step ${name}: p50 ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms of main thread over ${steps.length} steps, undisturbed ${undisturbed.toFixed(1)} ms`,
      );
      expect(median).toBeLessThanOrEqual(mostMillis);
      expect(undisturbed).toBeLessThanOrEqual(aimMillis);
    } finally {
      await zonescope.stop();
    }
  });
}

interface SliderStep {
  readonly count: number;
  readonly millis: number;
}

/** Times of slider steps: script from the input event until React has committed what must not wait. */
function sliderSteps(page: Page, counts: readonly number[]): Promise<readonly SliderStep[]> {
  return page.getByRole('slider').evaluate(async (slider: HTMLInputElement, replicas) => {
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const steps = 180;
    const found: { count: number; millis: number }[] = [];
    for (let step = 0; step < steps; step += 1) {
      const count = replicas[step % replicas.length] ?? 0;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      const began = performance.now();
      setValue?.call(slider, String(count));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      // React commits discrete events in a microtask.
      await Promise.resolve();
      found.push({ count, millis: performance.now() - began });
    }
    // The first steps run before the engine has compiled anything.
    return found.slice(steps / 3);
  }, counts);
}

function sorted(values: readonly number[]): readonly number[] {
  return values.toSorted((left, right) => left - right);
}
