import { AUTOSCALED } from '#lib/demo/worlds/autoscaled.ts';
import { BORROWED_ENDPOINTS } from '#lib/demo/worlds/borrowed-endpoints.ts';
import { DEAD_ZONE } from '#lib/demo/worlds/dead-zone.ts';
import { largeWorld, parseLargeWorld } from '#lib/demo/worlds/large.ts';
import { LATE_LABEL } from '#lib/demo/worlds/late-label.ts';
import { TAINTED_NODES } from '#lib/demo/worlds/tainted-nodes.ts';
import { THREE_ZONES } from '#lib/demo/worlds/three-zones.ts';
import { TUTORIAL } from '#lib/demo/worlds/tutorial.ts';
import { TUTORIAL_GATE_OFF } from '#lib/demo/worlds/tutorial-gate-off.ts';
import { UNEQUAL_ZONES } from '#lib/demo/worlds/unequal-zones.ts';
import type { World } from '#lib/demo/worlds/world.ts';
import { ZONE_SKEW } from '#lib/demo/worlds/zone-skew.ts';

const WORLDS: readonly World[] = [
  TUTORIAL,
  TUTORIAL_GATE_OFF,
  THREE_ZONES,
  UNEQUAL_ZONES,
  ZONE_SKEW,
  TAINTED_NODES,
  LATE_LABEL,
  BORROWED_ENDPOINTS,
  DEAD_ZONE,
  AUTOSCALED,
];
const LONGEST = Math.max(...WORLDS.map(({ name }) => name.length));
const LARGE = 'large:nodes=N,endpoints=N,services=N';

/** Names that `--world` takes, and the form of those that are generated. */
export const WORLD_NAMES: readonly string[] = [...WORLDS.map((world) => world.name), LARGE];

/** The same, each with what it is about, as `--help` lists them. */
export const WORLD_LINES: readonly string[] = [
  ...WORLDS.map(({ name, title }) => `${name.padEnd(LONGEST)}  ${title.en}`),
  `${'large'.padEnd(LONGEST)}  A cluster of any size: ${LARGE}`,
];

/** @throws RangeError for a name that is no world's. */
export function findWorld(name: string): World {
  const large = parseLargeWorld(name);
  if (large !== undefined) return largeWorld(name, large);
  const found = WORLDS.find((world) => world.name === name);
  if (found === undefined) {
    throw new RangeError(`Cannot find world "${name}": choose one of ${WORLD_NAMES.join(', ')}`);
  }
  return found;
}
