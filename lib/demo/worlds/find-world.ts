import { TUTORIAL } from '#lib/demo/worlds/tutorial.ts';
import type { World } from '#lib/demo/worlds/world.ts';

const WORLDS: readonly World[] = [TUTORIAL];

/** Names that `--world` takes. */
export const WORLD_NAMES: readonly string[] = WORLDS.map((world) => world.name);

/** @throws RangeError for a name that is no world's. */
export function findWorld(name: string): World {
  const found = WORLDS.find((world) => world.name === name);
  if (found === undefined) {
    throw new RangeError(`Cannot find world "${name}": choose one of ${WORLD_NAMES.join(', ')}`);
  }
  return found;
}
