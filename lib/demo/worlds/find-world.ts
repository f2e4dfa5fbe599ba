import { largeWorld, parseLargeWorld } from '#lib/demo/worlds/large.ts';
import { THREE_ZONES } from '#lib/demo/worlds/three-zones.ts';
import { TUTORIAL } from '#lib/demo/worlds/tutorial.ts';
import { TUTORIAL_GATE_OFF } from '#lib/demo/worlds/tutorial-gate-off.ts';
import { UNEQUAL_ZONES } from '#lib/demo/worlds/unequal-zones.ts';
import type { World } from '#lib/demo/worlds/world.ts';

const WORLDS: readonly World[] = [TUTORIAL, TUTORIAL_GATE_OFF, THREE_ZONES, UNEQUAL_ZONES];

/** Names that `--world` takes, and the form of those that are generated. */
export const WORLD_NAMES: readonly string[] = [
  ...WORLDS.map((world) => world.name),
  'large:nodes=N,endpoints=N,services=N',
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
