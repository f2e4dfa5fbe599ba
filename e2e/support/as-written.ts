import { isDeepStrictEqual } from 'node:util';
import type { Page } from '@playwright/test';
import { type BackendsRequest, firstBackends, restingBackends } from './proxy-dump.ts';
import type { RealCluster } from './realcluster.ts';
import { NODES } from './tutorial.ts';
import { type DialledByNode, dialledBefore } from './zonescope-page.ts';

/** What every node's kube-proxy wrote for one Service port, and what the page came to show of it. */
export interface AsWritten {
  readonly want: DialledByNode;
  readonly shown: DialledByNode;
}

/**
 * Holds the page against the kernels of all nodes. The page is a step behind the API server, and a kube-proxy that has just
 * started may be behind itself: what the first ones wrote counts where the page comes to it, else what they wrote at rest.
 */
export async function asWritten(
  page: Page,
  cluster: RealCluster,
  { portName, ...request }: Omit<BackendsRequest, 'node'> & { readonly portName: string },
): Promise<AsWritten> {
  const written = (read: typeof firstBackends): DialledByNode =>
    Object.fromEntries(NODES.map((node) => [node, read(cluster, { ...request, node })]));
  const first = written(firstBackends);
  const shown = await dialledBefore(page, portName, first);
  if (isDeepStrictEqual(shown, first)) return { want: first, shown };
  const want = written(restingBackends);
  return { want, shown: await dialledBefore(page, portName, want) };
}
