/** A place in a hub's stream: which hub (its epoch) and how far. Written `epoch-sequence`. */
export interface ResumePoint {
  readonly epoch: string;
  readonly sequence: number;
}

const RESUME_POINT = /^([0-9a-z]{1,32})-([0-9]{1,15})$/;

export function formatResumePoint(point: ResumePoint): string {
  return `${point.epoch}-${point.sequence}`;
}

/** Reads an `id:`; undefined for anything else, which is answered with a new snapshot. */
export function parseResumePoint(text: string): ResumePoint | undefined {
  const match = RESUME_POINT.exec(text);
  const [, epoch, sequence] = match ?? [];
  return epoch === undefined || sequence === undefined ? undefined : { epoch, sequence: Number(sequence) };
}
