/** Things by their zone, in the order given; undefined is "no zone". */
export function groupByZone<T extends { readonly zone?: string }>(
  things: readonly T[],
): ReadonlyMap<string | undefined, readonly T[]> {
  const thingsByZone = new Map<string | undefined, T[]>();
  for (const thing of things) {
    const group = thingsByZone.get(thing.zone);
    if (group === undefined) thingsByZone.set(thing.zone, [thing]);
    else group.push(thing);
  }
  return thingsByZone;
}
