import { expect, type Page } from '@playwright/test';

/** Each state of the connection that the page has told, with the words beside it, since the record began. */
export interface ToldState {
  readonly kind: string;
  readonly words: string;
  /** Of the machine's clock, in milliseconds. */
  readonly at: number;
}

declare global {
  interface Window {
    toldStates?: ToldState[];
  }
}

/**
 * Lets the page write down what it tells of its connection. A look from outside comes now and then, and later on a busy
 * machine: it would miss a state that an API server is back from by then.
 */
export async function recordConnection(page: Page): Promise<void> {
  await page.evaluate(() => {
    const told: ToldState[] = [];
    window.toldStates = told;
    const look = (): void => {
      const shown = document.querySelector('[data-connection]');
      const [kind, words] = [shown?.getAttribute('data-connection') ?? '', shown?.textContent ?? ''];
      const last = told.at(-1);
      if (last?.kind !== kind || last.words !== words) told.push({ kind, words, at: Date.now() });
    };
    look();
    new MutationObserver(look).observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true },
      attributeFilter: ['data-connection'],
    });
  });
}

/** The first time since a moment that the page told of such a state; waited for, so many milliseconds. */
export async function toldAfter(page: Page, since: number, kind: string, millis: number): Promise<ToldState> {
  let found: ToldState | undefined;
  await expect
    .poll(
      async () => {
        const all = await page.evaluate(() => window.toldStates ?? []);
        found = all.find((told) => told.at >= since && told.kind === kind);
        return found?.kind;
      },
      { timeout: millis },
    )
    .toBe(kind);
  if (found === undefined) throw new Error(`Cannot go on: the page did not tell "${kind}"`);
  return found;
}
