import { afterEach, expect, test, vi } from 'vitest';
import { createBrowserLiveStore } from '#lib/live/browser-live-store.ts';

afterEach(() => vi.unstubAllGlobals());

test("opens the stream of its own origin with the browser's EventSource, and lets go of all it took", () => {
  const opened: string[] = [];
  const closed: string[] = [];
  const listeners = new Set<string>();
  const target = (name: string) => ({
    addEventListener: (type: string) => listeners.add(`${name} ${type}`),
    removeEventListener: (type: string) => listeners.delete(`${name} ${type}`),
  });
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
    ...target('window'),
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
  vi.stubGlobal('document', { hidden: false, ...target('document') });
  vi.stubGlobal('navigator', { onLine: true });
  const stop = createBrowserLiveStore({ service: 'a/b' }).start();
  expect(opened).toEqual(['/api/stream?service=a%2Fb']);
  expect([...listeners].sort()).toEqual([
    'document freeze',
    'document resume',
    'document visibilitychange',
    'window offline',
    'window online',
    'window pagehide',
    'window pageshow',
  ]);
  stop();
  expect([closed, listeners.size, timers.size]).toEqual([opened, 0, 0]);
});
