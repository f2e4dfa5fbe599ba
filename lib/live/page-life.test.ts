import { afterEach, expect, test, vi } from 'vitest';
import { browserPageLife, type PageEvent } from '#lib/live/page-life.ts';

afterEach(() => vi.unstubAllGlobals());

function rig() {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('window', window);
  vi.stubGlobal('document', document);
  vi.stubGlobal('navigator', { onLine: true });
  const events: PageEvent[] = [];
  const leave = browserPageLife().subscribe((event) => events.push(event));
  return { window, document, events, leave };
}

test('what a browser says of a page comes as what its stream must know', () => {
  const { window, document, events, leave } = rig();
  document.dispatchEvent(new Event('visibilitychange'));
  document.dispatchEvent(new Event('freeze'));
  document.dispatchEvent(new Event('resume'));
  window.dispatchEvent(new Event('pagehide'));
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  window.dispatchEvent(new Event('offline'));
  window.dispatchEvent(new Event('online'));
  const seen = ['visibility', 'leave', 'return', 'leave', 'return', 'offline', 'online'];
  expect(events).toEqual(seen);
  leave();
  window.dispatchEvent(new Event('online'));
  expect(events).toEqual(seen);
});

test('the first showing of a page is no return', () => {
  const { window, events } = rig();
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
  expect(events).toEqual([]);
});
