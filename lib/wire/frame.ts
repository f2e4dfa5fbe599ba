import { jsonText } from '#lib/wire/json-text.ts';
import {
  MESSAGE_KINDS,
  type MessageKind,
  type SnapshotPart,
  type TopicChanges,
  type WireMessage,
} from '#lib/wire/message.ts';
import { formatResumePoint, type ResumePoint } from '#lib/wire/resume-point.ts';

/**
 * One message as a server-sent event: `event` is its kind, `id` where a reader may resume after it, `data` the rest as
 * one line of JSON (JSON escapes CR, LF and NUL, and writes a lone surrogate as an escape, so no name can split a frame).
 * A delta has one more `data` line for each topic that changed, so that a line which many readers need is made once.
 * The format is that of the HTML standard, section 9.2.
 */
export function encodeFrame(message: WireMessage): string {
  if (message.kind === 'delta') {
    return `${encodeDeltaHead(message)}${message.changes.map(encodeChanges).join('')}${FRAME_END}`;
  }
  const { kind, ...body } = message;
  const id = resumeIdOf(message);
  const data = message.kind === 'snapshot' ? snapshotText(message) : JSON.stringify(body);
  return `event: ${kind}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n${FRAME_END}`;
}

/** As `JSON.stringify` would write it, from the texts of objects that other snapshots hold too. */
function snapshotText({ kind: _kind, ...part }: SnapshotPart): string {
  const { nodes, rows, slices, pods, clientSlices, ...rest } = part;
  const lists = Object.entries({ nodes, rows, slices, pods, clientSlices }).flatMap(([name, objects]) =>
    objects === undefined ? [] : [`"${name}":[${objects.map((object) => jsonText(object).text).join(',')}],`],
  );
  return `{${lists.join('')}${JSON.stringify(rest).slice(1)}`;
}

/** How every delta of one moment begins, whoever reads it. */
export function encodeDeltaHead({ epoch, sequence }: ResumePoint): string {
  return `event: delta\nid: ${formatResumePoint({ epoch, sequence })}\ndata: ${JSON.stringify({ epoch, sequence })}\n`;
}

/** The line of one topic in a delta. */
export function encodeChanges(changes: TopicChanges): string {
  return `data: ${JSON.stringify(changes)}\n`;
}

export const FRAME_END = '\n';

/** Only what completes a state carries an id: a delta (see above), and the last part of a snapshot. */
function resumeIdOf(message: WireMessage): string | undefined {
  if (message.kind === 'snapshot' && message.sequence !== undefined && message.epoch !== undefined) {
    return formatResumePoint({ epoch: message.epoch, sequence: message.sequence });
  }
  return undefined;
}

/**
 * A comment of at least `bytes` bytes: Safari shows nothing of a stream before its first 1,024 bytes, and proxies may
 * hold the first bytes back too.
 */
export function paddingFrame(bytes: number): string {
  return `:${' '.repeat(Math.max(0, bytes - 3))}\n\n`;
}

/**
 * Reads a message from what EventSource hands out (event type and data); undefined when it is no message of ours.
 * The sender is our own server of the same wire version, so only the envelope is checked.
 */
export function decodeMessage(event: string, data: string): WireMessage | undefined {
  if (!isMessageKind(event)) return undefined;
  try {
    const [body, ...changes] = data.split('\n').map((line): unknown => JSON.parse(line));
    if (!isBody(body) || !changes.every(isBody)) return undefined;
    return { ...body, ...(event === 'delta' && { changes }), kind: event } as WireMessage;
  } catch {
    return undefined;
  }
}

function isBody(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMessageKind(text: string): text is MessageKind {
  return (MESSAGE_KINDS as readonly string[]).includes(text);
}
