import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { NODES, PODS } from '#lib/demo/api-server/resources.ts';
import type { Store } from '#lib/demo/api-server/store.ts';
import { record, text } from '#lib/to-model/json.ts';

/** The first address is the network's, the second the bridge's. */
const FIRST_HOST = 2;
const LAST_HOST = 254;

/** Pod addresses by node, each after the last one given, as CNI's host-local does; a freed one is not reused at once. */
export class PodAddresses {
  readonly #store: Store;
  readonly #lastByNode = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
    const lastByNetwork = new Map<string, number>();
    for (const pod of store.list(PODS)) {
      const [, network = '', host = ''] = /^(.*)\.(\d+)$/.exec(addressOf(pod)) ?? [];
      lastByNetwork.set(network, Math.max(lastByNetwork.get(network) ?? 0, Number(host)));
    }
    for (const node of store.list(NODES)) {
      const last = lastByNetwork.get(networkOf(node) ?? '');
      if (last !== undefined) this.#lastByNode.set(node.metadata.name, last);
    }
  }

  /** A free address of the Node's podCIDR (a /24); undefined when it has none. */
  allocate(node: KubeObject): string | undefined {
    const { name } = node.metadata;
    const network = networkOf(node);
    if (network === undefined) return undefined;
    const taken = new Set(this.#store.list(PODS).map(addressOf));
    const hosts = LAST_HOST - FIRST_HOST + 1;
    const last = this.#lastByNode.get(name) ?? FIRST_HOST - 1;
    for (let step = 1; step <= hosts; step++) {
      const host = FIRST_HOST + ((last - FIRST_HOST + step + hosts) % hosts);
      const address = `${network}.${host}`;
      if (taken.has(address)) continue;
      this.#lastByNode.set(name, host);
      return address;
    }
    return undefined;
  }
}

function networkOf(node: KubeObject): string | undefined {
  return /^(\d+\.\d+\.\d+)\.\d+\/24$/.exec(text(record(node['spec'])['podCIDR']))?.[1];
}

function addressOf(pod: KubeObject): string {
  return text(record(pod['status'])['podIP']);
}
