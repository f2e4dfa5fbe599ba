/** Names a hub unlike any other process's, also one started in the same millisecond. */
export function newEpoch(): string {
  return Date.now().toString(36) + Math.floor(Math.random() * 36 ** 4).toString(36);
}
