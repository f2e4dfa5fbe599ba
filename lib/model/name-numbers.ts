/** The first few names are found sooner by looking at each than by hashing, and few clusters have more zones. */
const FEW = 4;

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
  /** Of those behind the first few. */
  #numberByName: Map<string, number> | undefined;

  numberOf(name: string): number {
    const { names } = this;
    const few = Math.min(names.length, FEW);
    for (let number = 0; number < few; number++) if (names[number] === name) return number;
    return this.#numberByName?.get(name) ?? -1;
  }

  add(name: string): number {
    const known = this.numberOf(name);
    if (known >= 0) return known;
    const number = this.names.push(name) - 1;
    if (number >= FEW) {
      this.#numberByName ??= new Map();
      this.#numberByName.set(name, number);
    }
    return number;
  }
}
