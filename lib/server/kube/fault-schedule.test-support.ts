import type { ServerResponse } from 'node:http';
import { sendJson } from '#lib/server/kube/scripted-api.test-support.ts';
import type { OpenWatch, TruthApi } from '#lib/server/kube/truth-api.test-support.ts';

/** Chance from a seed (mulberry32), so that a run that failed can be had again. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(chance: () => number, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(chance() * choices.length)] ?? choices[0];
}

const STATUSES = [401, 403, 404, 410, 422, 429, 500, 502, 503, 504] as const;

/** Answers that are none. Each ends the request, but for the one that never comes. */
const SPOILT_ANSWERS: readonly [
  (response: ServerResponse, chance: () => number) => void,
  ...((response: ServerResponse, chance: () => number) => void)[],
] = [
  (response, chance) => {
    if (chance() < 0.5) response.setHeader('retry-after', Math.ceil(chance() * 9));
    sendJson(response, { kind: 'Status' }, pick(chance, STATUSES));
  },
  (response) => response.socket?.resetAndDestroy(),
  (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
  (response) => response.writeHead(200).end('<html>'),
  (response) => response.writeHead(200).end(),
  (response) => sendJson(response, { kind: 'Status', items: null }),
  (response) => {
    response.writeHead(200).write('{"kind":"NodeList","metadata":{"resourceVersion":"5"},"items":[{"kind":"No');
    setImmediate(() => response.socket?.resetAndDestroy());
  },
  () => undefined,
];

/** What happens to a watch in place of an event. The event itself is lost to this connection, and to it alone. */
const SPOILT_EVENTS: readonly [
  (open: OpenWatch, line: string) => string,
  ...((open: OpenWatch, line: string) => string)[],
] = [
  (open) => cut(open, () => open.response.end()),
  (open, line) => {
    open.mute = true;
    setImmediate(() => open.response.socket?.resetAndDestroy());
    return line.slice(0, line.length / 2);
  },
  (open) => {
    open.mute = true;
    return `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410 } })}\n`;
  },
  (open) => {
    open.mute = true;
    return `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 500 } })}\n`;
  },
  (open) => {
    open.mute = true;
    return '{"type":"MODIFIED","object":{"kind":"Node","meta\n';
  },
  (open) => {
    open.mute = true;
    return '\n';
  },
  (open) => {
    open.mute = true;
    return '{"type":"PATCHED","object":{"kind":"Node","metadata":{"name":"x","resourceVersion":"1"}}}\n';
  },
  // Mute and open: only time tells.
  (open) => {
    open.mute = true;
    return '';
  },
  // Junk before the event costs nothing but itself.
  (_open, line) => `{"type":"ADDED","object":{"kind":"Node"}}\n${line}`,
  (_open, line) => `{"type":"ADDED","object":{"kind":"Secret","metadata":{"name":"x","resourceVersion":"1"}}}\n${line}`,
];

function cut(open: OpenWatch, end: () => void): string {
  open.mute = true;
  setImmediate(end);
  return '';
}

/** How often what goes wrong; drawn per run, so that some runs are nearly well and some hardly work at all. */
export interface FaultRates {
  readonly answer: number;
  readonly event: number;
  /** An event that the server forgets towards everybody: no error, no later version in the stream. */
  readonly lost: number;
}

/**
 * Lets a schedule loose on an API server: each request and each event has its own chance, so that what happens to the tenth
 * request does not hang on how the sockets were served. Returns what ends it.
 */
export function interfereBySchedule(truth: TruthApi, rates: FaultRates, seed: number): () => void {
  let requests = 0;
  truth.interfere = (_request, response) => {
    requests += 1;
    const chance = chanceOf(seed * 7_919 + requests);
    if (chance() >= rates.answer) return false;
    pick(chance, SPOILT_ANSWERS)(response, chance);
    return true;
  };
  truth.spoil = (line, open) => {
    const chance = chanceOf(seed * 104_729 + open.number * 1_000 + open.events);
    // A list that lacks what is there would show as gone what never was: no order could be kept.
    if (!open.initial && chance() < rates.lost) return '';
    return chance() < rates.event ? pick(chance, SPOILT_EVENTS)(open, line) : line;
  };
  return () => {
    truth.interfere = () => false;
    truth.spoil = (line) => line;
  };
}
