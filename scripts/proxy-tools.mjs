// What a control plane of our own needs to write its kube-proxy's rules into the kernel and to read them back.
import { commandPath, installDebianPackages } from './debian.mjs';

/** Installs iptables and nft where they are missing. Throws where they cannot be had. */
export function needProxyTools(what) {
  const missing = ['iptables', 'nft'].filter((command) => commandPath(command) === undefined);
  if (missing.length > 0 && !installDebianPackages(['iptables', 'nftables'])) {
    throw new Error(`Cannot run ${what}: ${missing.join(' and ')} cannot be found; install iptables and nftables`);
  }
}
