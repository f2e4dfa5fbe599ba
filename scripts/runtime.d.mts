/** Flags of Node under which the server runs, whatever it is to do. */
export const SERVER_FLAGS: readonly string[];

/** The same for these arguments of `zonescope`: what watches has a bounded heap, what reads a file has not. */
export function serverFlags(args: readonly string[]): readonly string[];
