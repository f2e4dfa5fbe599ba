/** So few names are found sooner by looking at each than by hashing: nearly every cluster has fewer zones. */
const FEW = 8;

/** Names numbered in the order in which they come, each once. */
export interface NameNumbers {
  readonly names: readonly string[];
  /** -1 where the name was never added. */
  numberOf(name: string): number;
  /** The number that the name has or gets. */
  add(name: string): number;
}

export function createNameNumbers(): NameNumbers {
  return new Numbers();
}

class Numbers implements NameNumbers {
  readonly names: string[] = [];
  #numberByName: Map<string, number> | undefined;

  numberOf(name: string): number {
    if (this.#numberByName !== undefined) return this.#numberByName.get(name) ?? -1;
    const { names } = this;
    for (let number = 0; number < names.length; number++) if (names[number] === name) return number;
    return -1;
  }

  add(name: string): number {
    const known = this.numberOf(name);
    if (known >= 0) return known;
    const number = this.names.push(name) - 1;
    if (this.#numberByName !== undefined) this.#numberByName.set(name, number);
    else if (number === FEW) this.#numberByName = new Map(this.names.map((known, index) => [known, index]));
    return number;
  }
}
