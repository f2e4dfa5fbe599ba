import { ipFamilyOf } from '#lib/proxy-filter/ip-address.ts';
import {
  collectUnknownLines,
  forEachLine,
  mergeBackends,
  type ParsedRules,
  type ParsedServicePort,
} from '#lib/proxy-text/parsed-rules.ts';

interface RealServer {
  readonly key: string;
  readonly weight: number;
}

interface VirtualServer {
  readonly protocol: string;
  readonly destination: string;
  readonly scheduler: string;
  readonly destinations: RealServer[];
}

const VIRTUAL_SERVER = /^(TCP|UDP|SCTP) {1,8}(\S{2,60}:\d{1,5}) {1,40}(\S{1,20})/;
/** `ipvsadm --save`: `-A -t 10.96.0.1:443 -s rr -p 10800`, `-a -t 10.96.0.1:443 -r 10.0.0.1:6443 -m -w 1`. */
const SAVED_SERVER = /^-A (-t|-u|--sctp-service) (\S{2,60}:\d{1,5}) -s (\S{1,20})/;
const SAVED_REAL = /^-a (?:-t|-u|--sctp-service) \S{2,60}:\d{1,5} -r (\S{2,60}:\d{1,5}) -[mgib] -w (\d{1,10})/;
const PROTOCOL_BY_OPTION: ReadonlyMap<string, string> = new Map([
  ['-t', 'TCP'],
  ['-u', 'UDP'],
  ['--sctp-service', 'SCTP'],
]);
/** Opens a virtual server that is no Service's; what follows it is its own. */
const FOREIGN_SERVER = /^(FWM |-A )/;
/** The beginning of a line of the two kinds; where the last line is one, the rest of it is missing. */
const BROKEN = /^(->|TCP|UDP|SCTP|-[aA] -)/;
const FRAME = /^(IP Virtual Server version|Prot LocalAddress:Port|-> RemoteAddress:Port)/;
const FORWARDS: ReadonlySet<string> = new Set(['Masq', 'Local', 'Tunnel', 'Route', 'Bypass']);

/**
 * Reads `ipvsadm -ln`, with or without `--stats` or `--rate`, and `ipvsadm --save`: the virtual servers with the real
 * servers behind them. A weight of 0 is a destination that was removed and has connections left: it gets no new ones.
 * A virtual server without destinations refuses.
 */
export function parseIpvs(text: string): ParsedRules {
  const servers: VirtualServer[] = [];
  const unknown = collectUnknownLines();
  let isTruncated = false;
  let showsWeights = true;
  let current: VirtualServer | undefined;
  forEachLine(text, (raw) => {
    const line = raw.trim();
    if (line !== '') isTruncated = false;
    const real = current === undefined ? undefined : readRealServer(line);
    if (real !== undefined) {
      if (real.weight === undefined) showsWeights = false;
      current?.destinations.push({ key: real.key, weight: real.weight ?? 1 });
      return;
    }
    const opened = readVirtualServer(line);
    if (opened !== undefined) {
      current = opened;
      servers.push(opened);
      return;
    }
    if (line === '' || FRAME.test(line)) return;
    if (FOREIGN_SERVER.test(line)) current = undefined;
    unknown.add(raw);
    isTruncated = BROKEN.test(line);
  });
  return {
    proxier: 'ipvs',
    ports: servers.map(toServicePort),
    families: ['IPv4', 'IPv6'],
    showsRefusals: true,
    showsWeights,
    isTruncated,
    ...unknown.take(),
  };
}

function readVirtualServer(line: string): VirtualServer | undefined {
  const saved = SAVED_SERVER.exec(line);
  const listed = saved ?? VIRTUAL_SERVER.exec(line);
  if (listed === null) return undefined;
  const [, protocol = '', destination = '', scheduler = ''] = listed;
  return { protocol: PROTOCOL_BY_OPTION.get(protocol) ?? protocol, destination, scheduler, destinations: [] };
}

interface ReadRealServer {
  readonly key: string;
  /** Absent where numbers stand in place of the forwarding method: those of `--stats` and `--rate`. */
  readonly weight?: number;
}

/** `-> 10.244.1.2:8080  Masq  1  0  0`, read by hand: a node may have a million of these lines. */
function readRealServer(line: string): ReadRealServer | undefined {
  if (!line.startsWith('-> ')) return readSavedRealServer(line);
  const key = wordAt(line, '-> '.length);
  const forward = wordAt(line, key.end);
  if (forward.start === forward.end) return undefined;
  if (!FORWARDS.has(line.slice(forward.start, forward.end))) {
    const isNumber = /^\d+[KMGT]?$/.test(line.slice(forward.start, forward.end));
    return isNumber ? { key: line.slice(key.start, key.end) } : undefined;
  }
  const weight = wordAt(line, forward.end);
  const number = Number(line.slice(weight.start, weight.end));
  if (weight.start === weight.end || !Number.isInteger(number) || number < 0) return undefined;
  return { key: line.slice(key.start, key.end), weight: number };
}

function readSavedRealServer(line: string): ReadRealServer | undefined {
  const saved = line.startsWith('-a ') ? SAVED_REAL.exec(line) : null;
  return saved === null ? undefined : { key: saved[1] ?? '', weight: Number(saved[2]) };
}

function wordAt(line: string, from: number): { readonly start: number; readonly end: number } {
  let start = from;
  while (line.charCodeAt(start) === 32) start++;
  const blank = line.indexOf(' ', start);
  return { start, end: blank < 0 ? line.length : blank };
}

/** Round robin goes by turns whatever the weight; every other scheduler is told to go by it. */
function toServicePort({ protocol, destination, scheduler, destinations }: VirtualServer): ParsedServicePort {
  const taken = destinations.filter(({ weight }) => weight > 0);
  const weightOf = (weight: number): number => (scheduler === 'rr' ? 1 : weight);
  const total = taken.reduce((sum, { weight }) => sum + weightOf(weight), 0);
  const address = destination.slice(0, destination.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  return {
    destination,
    family: ipFamilyOf(address),
    protocol,
    action: taken.length === 0 ? 'reject' : 'dial',
    backends: mergeBackends(taken.map(({ key, weight }) => ({ key, share: weightOf(weight) / total }))),
  };
}
