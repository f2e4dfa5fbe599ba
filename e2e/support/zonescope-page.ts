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

/** What the Node tab lists for one port of the selected Service on one node. */
export async function dialled(page: Page, node: string, port: string): Promise<readonly string[]> {
  await page.getByRole('combobox', { name: 'Node' }).selectOption(node);
  await expect(page.locator(`[data-inspected-node="${node}"]`)).toBeVisible();
  const backends = page.locator(`[data-port="${port}"] [data-backend]`);
  return (await backends.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-backend') ?? ''))).sort();
}

/** The same for every node, read again until it is as wanted. */
export async function expectDialled(page: Page, port: string, want: DialledByNode): Promise<void> {
  const read = async (): Promise<DialledByNode> => {
    const found: Record<string, readonly string[]> = {};
    for (const node of Object.keys(want)) found[node] = await dialled(page, node, port);
    return found;
  };
  const sorted = Object.fromEntries(Object.entries(want).map(([node, keys]) => [node, [...keys].sort()]));
  await expect.poll(read, { timeout: 20_000 }).toEqual(sorted);
}

/** The text that stands under "as ipvsadm prints it" for a node. */
export async function ipvsText(page: Page, node: string): Promise<string> {
  await page.getByRole('combobox', { name: 'Node' }).selectOption(node);
  return page.locator(`[data-ipvs="${node}"] pre`).innerText();
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
