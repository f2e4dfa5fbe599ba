/**
 * The address of something of this server, below the sub-path that the page was built for (`ZONESCOPE_BASE_PATH`), if any:
 * `/api/stream`, or `/zonescope/api/stream`. Next writes the value into the page when it builds.
 */
export function apiUrl(path: string): string {
  return `${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}${path}`;
}
