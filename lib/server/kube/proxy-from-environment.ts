import { BlockList, isIP } from 'node:net';

/**
 * The proxy that the environment names for a server's address, as Go's http.ProxyFromEnvironment (golang.org/x/net
 * http/httpproxy) and so kubectl reads it; undefined for a direct connection:
 * - HTTPS_PROXY for https, HTTP_PROXY for http, in capitals or not; without a scheme it is an http proxy;
 * - NO_PROXY lists, between commas: "*", a name (with all below it), ".name" or "*.name" (only what is below it), an address,
 *   a CIDR, each with an optional ":port";
 * - localhost and loopback addresses are never proxied.
 */
export function proxyFromEnvironment(
  server: URL,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const variable = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = variableOf(environment, variable);
  if (proxy === '' || isLocal(hostOf(server)) || isExcepted(server, variableOf(environment, 'NO_PROXY')))
    return undefined;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

function variableOf(environment: Readonly<Record<string, string | undefined>>, name: string): string {
  return (environment[name] || environment[name.toLowerCase()] || '').trim();
}

function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

function isLocal(host: string): boolean {
  return host === 'localhost' || (isIP(host) === 4 && host.startsWith('127.')) || host === '::1';
}

function isExcepted(server: URL, noProxy: string): boolean {
  const host = hostOf(server);
  const port = server.port || (server.protocol === 'https:' ? '443' : '80');
  return noProxy.split(',').some((entry) => {
    const rule = entry.trim().toLowerCase();
    if (rule === '*') return true;
    const ported = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(rule);
    if (ported !== null && ported[2] !== port) return false;
    return covers((ported?.[1] ?? rule).replace(/^\[|\]$/g, ''), host);
  });
}

function covers(rule: string, host: string): boolean {
  if (rule === '') return false;
  if (rule.includes('/')) return isWithin(rule, host);
  if (isIP(rule) !== 0) return rule === host;
  const below = rule.replace(/^\*?\./, '');
  return host.endsWith(`.${below}`) || (below === rule && host === rule);
}

function isWithin(cidr: string, host: string): boolean {
  const [network = '', prefix = ''] = cidr.split('/');
  const family = isIP(network);
  if (family === 0 || family !== isIP(host) || !/^\d{1,3}$/.test(prefix)) return false;
  if (Number(prefix) > (family === 4 ? 32 : 128)) return false;
  const name = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), name);
  return list.check(host, name);
}
