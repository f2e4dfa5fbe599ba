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
/** The beginning of a line of the two kinds; where the last line is one, the rest of it is missing. */
const BROKEN = /^(->|TCP|UDP|SCTP)/;
const FRAME = /^(IP Virtual Server version|Prot LocalAddress:Port|-> RemoteAddress:Port)/;

/**
 * Reads `ipvsadm -ln`: the virtual servers with the real servers behind them. A weight of 0 is a destination that was
 * removed and has connections left: it gets no new ones. A virtual server without destinations refuses.
 */
export function parseIpvs(text: string): ParsedRules {
  const servers: VirtualServer[] = [];
  const unknown = collectUnknownLines();
  let isTruncated = false;
  forEachLine(text, (raw) => {
    const line = raw.trim();
    if (line !== '') isTruncated = false;
    const server = servers.at(-1);
    const real = server === undefined ? undefined : readRealServer(line);
    if (real !== undefined) {
      server?.destinations.push(real);
      return;
    }
    const opened = VIRTUAL_SERVER.exec(line);
    if (opened !== null) {
      const [, protocol = '', destination = '', scheduler = ''] = opened;
      servers.push({ protocol, destination, scheduler, destinations: [] });
      return;
    }
    if (line === '' || FRAME.test(line)) return;
    unknown.add(raw);
    isTruncated = BROKEN.test(line);
  });
  return {
    proxier: 'ipvs',
    ports: servers.map(toServicePort),
    families: ['IPv4', 'IPv6'],
    showsRefusals: true,
    isTruncated,
    ...unknown.take(),
  };
}

/** `-> 10.244.1.2:8080  Masq  1  0  0`, read by hand: a node may have a million of these lines. */
function readRealServer(line: string): RealServer | undefined {
  if (!line.startsWith('-> ')) return undefined;
  const key = wordAt(line, '-> '.length);
  const forward = wordAt(line, key.end);
  const weight = wordAt(line, forward.end);
  const number = Number(line.slice(weight.start, weight.end));
  if (weight.start === weight.end || !Number.isInteger(number) || number < 0) return undefined;
  return { key: line.slice(key.start, key.end), weight: number };
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
