import { expect, test } from 'vitest';
import { createUrlStore, searchOf, type UrlHost } from '#components/shell/url-store.ts';

function hostAt(search: string) {
  const calls: string[] = [];
  let current = search;
  let pop = () => {};
  let run: (() => void) | undefined;
  const host: UrlHost = {
    search: () => current,
    push: (next) => {
      current = next;
      calls.push(`push ${next}`);
    },
    replace: (next) => {
      current = next;
      calls.push(`replace ${next}`);
    },
    onPop: (listener) => {
      pop = listener;
      return () => {};
    },
    setTimeout: (task) => {
      run = task;
      return 1;
    },
    clearTimeout: () => {
      run = undefined;
    },
  };
  return {
    host,
    calls,
    goBackTo(next: string) {
      current = next;
      pop();
    },
    letTimePass() {
      run?.();
      run = undefined;
    },
  };
}

test('the URL is read once, and what it says badly is named', () => {
  const { host } = hostAt('?service=kube-system/kube-dns&tab=node&tab=why&sort=upwards');
  const { state, ignored } = createUrlStore(host).getSnapshot();
  expect(state.service).toBe('kube-system/kube-dns');
  expect(state.tab).toBe('node');
  expect(ignored.map(({ name }) => name)).toEqual(['sort']);
});

test('a choice is a new entry of the history, and the state is there at once', () => {
  const { host, calls } = hostAt('');
  const store = createUrlStore(host);
  store.push({ service: 'shop/checkout' });
  expect(store.getSnapshot().state.service).toBe('shop/checkout');
  expect(calls).toEqual(['push ?service=shop/checkout']);
});

test('choosing what is chosen already leaves the history alone', () => {
  const { host, calls } = hostAt('?service=shop/checkout');
  createUrlStore(host).push({ service: 'shop/checkout' });
  expect(calls).toEqual([]);
});

test('a dragged slider is written once, with its last value', () => {
  const { host, calls, letTimePass } = hostAt('?service=shop/checkout');
  const store = createUrlStore(host);
  for (const replicas of [5, 6, 7]) store.replace({ whatIf: [{ kind: 'replicas', replicas }] });
  expect(calls).toEqual([]);
  letTimePass();
  expect(calls).toEqual(['replace ?service=shop/checkout&what-if=replicas:7']);
});

test('a choice right after a drag keeps the drag in the entry before it', () => {
  const { host, calls, letTimePass } = hostAt('');
  const store = createUrlStore(host);
  store.replace({ whatIf: [{ kind: 'replicas', replicas: 2 }] });
  store.push({ node: 'kind-worker' });
  letTimePass();
  expect(calls).toEqual(['replace ?what-if=replicas:2', 'push ?node=kind-worker&what-if=replicas:2']);
});

test('going back shows what the URL says then', () => {
  const { host, goBackTo } = hostAt('?node=kind-worker');
  const store = createUrlStore(host);
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  goBackTo('');
  expect(store.getSnapshot().state.node).toBeUndefined();
  expect(told).toBe(1);
});

test('undefined takes a field back to its default', () => {
  const { host, calls } = hostAt('?node=kind-worker');
  createUrlStore(host).push({ node: undefined });
  expect(calls).toEqual(['push ']);
});

test('text from the URL stays a value: ampersands and hashes are escaped', () => {
  const { host } = hostAt('');
  const store = createUrlStore(host);
  store.push({ query: 'a&b=c#d' });
  expect(searchOf(store.getSnapshot().state)).toBe('?q=a%26b%3Dc%23d');
});
