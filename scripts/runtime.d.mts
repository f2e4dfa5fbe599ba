/** Flags of Node under which the server runs. */
export const SERVER_FLAGS: readonly string[];
