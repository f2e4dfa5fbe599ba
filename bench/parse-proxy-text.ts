import { otherProxiesIn, unreadableFormOf } from '#lib/proxy-text/other-text.ts';
import { detectProxyText, parseProxyText } from '#lib/proxy-text/parse-proxy-text.ts';

/**
 * Reads 50 MB of each text that a node may show, and prints how long it took: `npm run -s bench:parse`.
 * Every Service has 20 endpoints, as `iptables-save`, `nft list ruleset` (old form, with a chain for each endpoint) and
 * `ipvsadm -ln` write them; it fails when a Service is missing or the text costs more than two seconds.
 */
const MEGABYTES = 50;
const LIMIT_MS = 2000;
const ENDPOINTS = 20;

interface ServiceText {
  readonly head?: string;
  readonly part: (service: number) => string;
  readonly tail?: string;
  /** What has to stand behind all parts: elements of a map, say. */
  readonly index?: (service: number) => string;
}

const ip = (number: number) => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
const endpointsOf = (service: number) =>
  Array.from({ length: ENDPOINTS }, (_, at) => ip(service * ENDPOINTS + at + 0x400000));

const TEXTS: Readonly<Record<string, ServiceText>> = {
  iptables: {
    head: '*filter\nCOMMIT\n*nat\n',
    part: (service) => {
      const name = `namespace-${service}/service-with-a-name-${service}:http`;
      const chain = `KUBE-SVC-${String(service).padStart(16, 'A')}`;
      const lines = [
        `-A KUBE-SERVICES -d ${ip(service)}/32 -p tcp -m comment --comment "${name} cluster IP" -m tcp --dport 80 -j ${chain}`,
      ];
      for (const [at, address] of endpointsOf(service).entries()) {
        const endpoint = `KUBE-SEP-${String(service * ENDPOINTS + at).padStart(16, 'A')}`;
        const dice =
          at === ENDPOINTS - 1 ? '' : ` -m statistic --mode random --probability ${(1 / (ENDPOINTS - at)).toFixed(11)}`;
        lines.push(
          `-A ${chain} -m comment --comment "${name} -> ${address}:8080"${dice} -j ${endpoint}`,
          `-A ${endpoint} -s ${address}/32 -m comment --comment "${name}" -j KUBE-MARK-MASQ`,
          `-A ${endpoint} -p tcp -m comment --comment "${name}" -m tcp -j DNAT --to-destination ${address}:8080`,
        );
      }
      return `${lines.join('\n')}\n`;
    },
    tail: 'COMMIT\n',
  },
  nftables: {
    head: 'table ip kube-proxy {\n',
    part: (service) => {
      const name = `namespace-${service}/service-with-a-name-${service}/tcp/http`;
      const chains = endpointsOf(service).map((address) => `endpoint-AAAAAAAA-${name}__${address}/8080`);
      const blocks = chains.map((chain, at) => {
        const address = endpointsOf(service)[at] ?? '';
        return `\tchain ${chain} {\n\t\tip saddr ${address} jump mark-for-masquerade\n\t\tmeta l4proto tcp dnat to ${address}:8080\n\t}\n\n`;
      });
      const choices = chains.map((chain, at) => `${at} : goto ${chain}`).join(', ');
      const own = `\tchain service-AAAAAAAA-${name} {\n\t\tnumgen random mod ${ENDPOINTS} vmap { ${choices} }\n\t}\n\n`;
      return blocks.join('') + own;
    },
    index: (service) =>
      `${ip(service)} . tcp . 80 : goto service-AAAAAAAA-namespace-${service}/service-with-a-name-${service}/tcp/http`,
    tail: '}\n',
  },
  ipvs: {
    head: 'IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n',
    part: (service) =>
      `TCP  ${ip(service)}:80 rr\n${endpointsOf(service)
        .map((address) => `  -> ${`${address}:8080`.padEnd(28)} Masq    1      0          0\n`)
        .join('')}`,
  },
};

for (const [proxier, { head = '', part, tail = '', index }] of Object.entries(TEXTS)) {
  const parts: string[] = [head];
  let services = 0;
  for (let length = 0; length < MEGABYTES * 1_000_000; services++) {
    const text = part(services);
    parts.push(text);
    length += text.length;
  }
  if (index !== undefined) {
    const elements = Array.from({ length: services }, (_, service) => index(service));
    parts.push(`\tmap service-ips {\n\t\telements = { ${elements.join(',\n\t\t\t     ')} }\n\t}\n`);
  }
  const text = [...parts, tail].join('');
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  const rules = detectProxyText(text) === proxier ? parseProxyText(text) : undefined;
  // What a comparison asks of the text besides.
  otherProxiesIn(text);
  unreadableFormOf(text);
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const cpuMs = process.cpuUsage(cpu).user / 1000;
  const complete = rules?.ports.filter(({ backends }) => backends.length === ENDPOINTS).length ?? 0;
  const row = {
    case: `parse ${proxier}`,
    megabytes: Math.round(text.length / 1e6),
    services,
    complete,
    ms: Math.round(ms),
    cpu_ms: Math.round(cpuMs),
  };
  process.stdout.write(`${JSON.stringify(row)}\n`);
  // Of a shared machine only the CPU's time is this program's own.
  if (complete !== services || cpuMs > LIMIT_MS) process.exitCode = 1;
}
