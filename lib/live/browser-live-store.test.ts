import { afterEach, expect, test, vi } from 'vitest';
import { createBrowserLiveStore } from '#lib/live/browser-live-store.ts';

afterEach(() => vi.unstubAllGlobals());

test("opens the stream of its own origin with the browser's EventSource, and lets go of all it took", () => {
  const opened: string[] = [];
  const closed: string[] = [];
  const listeners = new Set<unknown>();
  class BrowserEventSource {
    readonly url: string;
    constructor(url: string) {
      this.url = url;
      opened.push(url);
    }
    addEventListener(): void {}
    close(): void {
      closed.push(this.url);
    }
  }
  const timers = new Set<NodeJS.Timeout>();
  vi.stubGlobal('window', {
    EventSource: BrowserEventSource,
    setTimeout(run: () => void, millis: number) {
      const timer = setTimeout(run, millis);
      timers.add(timer);
      return timer;
    },
    clearTimeout(timer: NodeJS.Timeout) {
      clearTimeout(timer);
      timers.delete(timer);
    },
  });
  vi.stubGlobal('document', {
    hidden: false,
    addEventListener: (type: string, listener: unknown) => type === 'visibilitychange' && listeners.add(listener),
    removeEventListener: (_type: string, listener: unknown) => listeners.delete(listener),
  });
  const stop = createBrowserLiveStore({ service: 'a/b' }).start();
  expect(opened).toEqual(['/api/stream?service=a%2Fb']);
  expect(listeners.size).toBe(1);
  stop();
  expect([closed, listeners.size, timers.size]).toEqual([opened, 0, 0]);
});
