import type { ParsedServicePort } from '#lib/proxy-text/parsed-rules.ts';
import type { PredictedPort } from '#lib/proxy-text/predicted-ports.ts';

export type CompareStatus = 'equal' | 'missing' | 'extra' | 'weight-differs';

export interface PortDifference {
  /** `missing` also where there is something extra: an endpoint that should be dialled and is not weighs more. */
  readonly status: CompareStatus;
  /** Endpoints that should be dialled and are not. */
  readonly missing: readonly string[];
  /** Endpoints that are dialled and should not. */
  readonly extra: readonly string[];
}

/** Shares are written with ten digits and kept in 31 bits; a real difference is never this small. */
const TOLERANCE = 1e-5;
const EQUAL: PortDifference = { status: 'equal', missing: [], extra: [] };

/** One address as it should be and as it is. Absent: no rule names the address. */
export function comparePort(
  predicted: Pick<PredictedPort, 'action' | 'backends'>,
  found: Pick<ParsedServicePort, 'action' | 'backends'> | undefined,
  { showsRefusals }: { readonly showsRefusals: boolean },
): PortDifference {
  if (found === undefined) {
    const isHidden = predicted.action !== 'dial' && !showsRefusals;
    return isHidden ? EQUAL : { status: 'missing', missing: predicted.backends, extra: [] };
  }
  const foundKeys = new Set(found.backends.map(({ key }) => key));
  const missing = predicted.backends.filter((key) => !foundKeys.has(key));
  const wanted = new Set(predicted.backends);
  const extra = [...foundKeys].filter((key) => !wanted.has(key));
  if (missing.length > 0) return { status: 'missing', missing, extra };
  if (extra.length > 0) return { status: 'extra', missing, extra };
  if (found.action !== predicted.action && (showsRefusals || predicted.action === 'dial')) {
    return { status: 'missing', missing, extra };
  }
  const fair = 1 / predicted.backends.length;
  const isFair = found.backends.every(({ share }) => Math.abs(share - fair) <= TOLERANCE);
  return isFair ? EQUAL : { status: 'weight-differs', missing, extra };
}
