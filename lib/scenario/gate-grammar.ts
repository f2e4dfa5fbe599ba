import type { GateOverride, GateState, Program } from '#lib/model/gates.ts';

export interface ParsedGateOverrides {
  readonly overrides: readonly GateOverride[];
  /** One sentence for each part that was left out. */
  readonly problems: readonly string[];
}

const OVERRIDE =
  /^(?:(api-server|controller|kube-proxy)(?:@([a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?))?:)?([A-Z][A-Za-z0-9]{0,99})=(true|false|unknown)$/;
const PROGRAMS: readonly Program[] = ['api-server', 'controller', 'kube-proxy'];

/**
 * Reads `[api-server:|controller:|kube-proxy:|kube-proxy@NODE:]Gate=true|false|unknown`, separated by commas, as
 * `--feature-gates` and the URL's `gates` take it. Without a program it means all of them.
 */
export function parseGateOverrides(text: string): ParsedGateOverrides {
  const overrides: GateOverride[] = [];
  const problems: string[] = [];
  for (const part of text.split(',').filter((candidate) => candidate.trim() !== '')) {
    const override = parseOverride(part.trim());
    if (override === undefined) {
      problems.push(
        `Cannot read feature gate "${part.trim()}": it takes [PROGRAM:]Gate=true|false|unknown, ` +
          'with a program of api-server, controller, kube-proxy or kube-proxy@NODE',
      );
    } else overrides.push(override);
  }
  return { overrides, problems };
}

/** The overrides as `parseGateOverrides` reads them. */
export function formatGateOverrides(overrides: readonly GateOverride[]): string {
  return overrides
    .map(({ program, node, gate, state }) => {
      const prefix = program === undefined ? '' : `${program}${node === undefined ? '' : `@${node}`}:`;
      return `${prefix}${gate}=${state}`;
    })
    .join(',');
}

function parseOverride(part: string): GateOverride | undefined {
  const match = OVERRIDE.exec(part);
  if (match === null) return undefined;
  const program = PROGRAMS.find((candidate) => candidate === match[1]);
  const node = match[2];
  if (node !== undefined && program !== 'kube-proxy') return undefined;
  const state: GateState = match[4] === 'unknown' ? 'unknown' : match[4] === 'true';
  return {
    ...(program === undefined ? {} : { program }),
    ...(node === undefined ? {} : { node }),
    gate: match[3] ?? '',
    state,
  };
}
