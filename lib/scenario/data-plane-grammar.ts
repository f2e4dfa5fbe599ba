import { DATA_PLANE_KINDS, type DataPlaneOverride } from '#lib/model/data-plane.ts';

export interface ParsedDataPlanes {
  readonly overrides: readonly DataPlaneOverride[];
  /** One sentence for each part that was left out. */
  readonly problems: readonly string[];
}

const NODE_NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;
const ALL_NODES = '*';

/** Reads `NODE:kind`, separated by commas, as the URL's `data-plane` takes it; `*` stands for all nodes. */
export function parseDataPlanes(text: string): ParsedDataPlanes {
  const overrides: DataPlaneOverride[] = [];
  const problems: string[] = [];
  for (const part of text.split(',').filter((candidate) => candidate.trim() !== '')) {
    const override = parseOverride(part.trim());
    if (override !== undefined) overrides.push(override);
    else {
      const kinds = DATA_PLANE_KINDS.join(', ');
      problems.push(`Cannot read data plane "${part.trim()}": it takes NODE:kind (or *:kind), with a kind of ${kinds}`);
    }
  }
  return { overrides, problems };
}

/** The overrides as `parseDataPlanes` reads them. */
export function formatDataPlanes(overrides: readonly DataPlaneOverride[]): string {
  return overrides.map(({ node, kind }) => `${node ?? ALL_NODES}:${kind}`).join(',');
}

function parseOverride(part: string): DataPlaneOverride | undefined {
  const colon = part.lastIndexOf(':');
  const node = part.slice(0, Math.max(colon, 0));
  const kind = DATA_PLANE_KINDS.find((candidate) => candidate === part.slice(colon + 1));
  if (kind === undefined || (node !== ALL_NODES && !NODE_NAME.test(node))) return undefined;
  return node === ALL_NODES ? { kind } : { node, kind };
}
