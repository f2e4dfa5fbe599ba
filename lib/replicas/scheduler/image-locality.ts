import type { Node } from '#lib/model/node.ts';
import { MAX_SCORE, ofFeasible, type SchedulerPlugin, type SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';

const MEBIBYTE = 1024 * 1024;
const SMALLEST_SUM = 23 * MEBIBYTE;
const LARGEST_PER_IMAGE = 1000 * MEBIBYTE;

/** A node that has the images already is better, the more so the more nodes have them (plugins/imagelocality). */
export function imageLocality({ pod, nodes, nodesByArrival, rules }: SchedulingContext): SchedulerPlugin {
  const initContainers = rules.countsInitContainerImages ? pod.initContainers : [];
  const images = [...initContainers, ...pod.containers].map(({ image }) => withTag(image));
  const sizeByImage = scaledSizes(new Set(images), nodesByArrival);
  const largestSum = LARGEST_PER_IMAGE * images.length;
  const scores = nodes.map((node) => {
    const present = imagesOn(node);
    const sum = images.reduce((total, image) => total + (present.has(image) ? (sizeByImage.get(image) ?? 0) : 0), 0);
    const clamped = Math.min(Math.max(sum, SMALLEST_SUM), largestSum);
    return Math.trunc((MAX_SCORE * (clamped - SMALLEST_SUM)) / (largestSum - SMALLEST_SUM));
  });
  return { name: 'ImageLocality', weight: 1, scores: (feasible) => ofFeasible(scores, feasible) };
}

/** Each image's size, as the first node to join with it tells, by the share of nodes that have it. */
function scaledSizes(images: ReadonlySet<string>, nodes: readonly Node[]): ReadonlyMap<string, number> {
  const sizeByImage = new Map<string, number>();
  const countByImage = new Map<string, number>();
  for (const node of nodes) {
    for (const { names, sizeBytes } of node.images) {
      for (const name of names) if (images.has(name) && !sizeByImage.has(name)) sizeByImage.set(name, sizeBytes);
    }
    for (const name of imagesOn(node)) countByImage.set(name, (countByImage.get(name) ?? 0) + 1);
  }
  return new Map(
    [...sizeByImage].map(([name, size]) => [name, Math.trunc(size * ((countByImage.get(name) ?? 0) / nodes.length))]),
  );
}

function imagesOn(node: Node): ReadonlySet<string> {
  return new Set(node.images.flatMap(({ names }) => names));
}

/** A name without tag or digest means `:latest`. */
function withTag(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
