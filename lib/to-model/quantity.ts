import { parseNano, parseUnits } from '#lib/model/quantity.ts';

/** Kubernetes writes quantities as strings; YAML by hand may hold numbers. What is no quantity reads as absent. */
export function optionalNano(value: unknown): number | undefined {
  return read(value, parseNano);
}

export function optionalUnits(value: unknown): number | undefined {
  return read(value, parseUnits);
}

function read(value: unknown, parse: (quantity: string) => number): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  try {
    return parse(String(value));
  } catch {
    return undefined;
  }
}
