import { expect, type Page } from '@playwright/test';

/** "ip:port" of every endpoint that a node dials for one port, sorted. */
export type DialledByNode = Readonly<Record<string, readonly string[]>>;

export interface OpenOptions {
  readonly service: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Opens the page at a Service with its Node tab, and waits until it shows the cluster as it is now. */
export async function openService(page: Page, url: string, { service, parameters = {} }: OpenOptions): Promise<void> {
  const query = new URLSearchParams({ service, tab: 'node', ...parameters });
  await page.goto(`${url}/?${query}`);
  await expect(page.locator('[data-connection="live"]')).toBeVisible({ timeout: 20_000 });
}

/** What the Node tab says of one node: the endpoints of each port, and the text that ipvsadm would print. */
export interface NodeAnswer {
  readonly dialledByPort: DialledByNode;
  readonly ipvs: string;
}

export async function answerOfNode(page: Page, node: string): Promise<NodeAnswer> {
  await page.getByRole('combobox', { name: 'Node', exact: true }).selectOption(node);
  const tab = page.locator(`[data-inspected-node="${node}"]`);
  await expect(tab).toBeVisible();
  return tab.evaluate((element) => {
    const attribute = (found: Element, name: string): string => found.getAttribute(name) ?? '';
    const ports = [...element.querySelectorAll('[data-port]')].map((port) => [
      attribute(port, 'data-port'),
      [...port.querySelectorAll('[data-backend]')].map((backend) => attribute(backend, 'data-backend')).sort(),
    ]);
    return {
      dialledByPort: Object.fromEntries(ports),
      ipvs: element.querySelector('[data-ipvs] pre')?.textContent ?? '',
    };
  });
}

/** What each node dials for one port, read again until it is as wanted. */
export async function expectDialled(page: Page, port: string, want: DialledByNode): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(want).map(([node, keys]) => [node, [...keys].sort()]));
  await expect.poll(() => dialledOf(page, port, Object.keys(want)), { timeout: 20_000 }).toEqual(sorted);
}

/** What each node dials for one port as soon as it is as wanted, else what it dials after some seconds. */
export async function dialledBefore(page: Page, port: string, want: DialledByNode): Promise<DialledByNode> {
  const end = Date.now() + 5_000;
  for (;;) {
    const shown = await dialledOf(page, port, Object.keys(want));
    if (JSON.stringify(shown) === JSON.stringify(want) || Date.now() > end) return shown;
  }
}

async function dialledOf(page: Page, port: string, nodes: readonly string[]): Promise<DialledByNode> {
  const found: Record<string, readonly string[]> = {};
  for (const node of nodes) found[node] = (await answerOfNode(page, node)).dialledByPort[port] ?? [];
  return found;
}

/** Fails the test at its end when the page wrote an error to its console or broke its own policy. */
export function collectConsoleErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}
