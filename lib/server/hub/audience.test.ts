import { expect, test } from 'vitest';
import { createAudience } from '#lib/server/hub/audience.ts';
import type { Look } from '#lib/server/hub/look.ts';
import { Subscriber } from '#lib/server/hub/subscriber.ts';

function reader(look: Look, client?: string) {
  return new Subscriber({
    look,
    ...(client !== undefined && { client }),
    maxQueuedBytes: 1,
    onEnd: () => undefined,
  });
}

test('readers who look at the same are one group', () => {
  const audience = createAudience();
  const web = reader({ key: 'a/web' });
  const mixed = reader({ key: 'a/web', clients: 'a/shop' });
  const none = reader({});
  for (const each of [web, mixed, none]) audience.add(each);
  const alike = reader({ key: 'a/web' });
  audience.add(alike);
  expect(audience.all()).toEqual([web, mixed, none, alike]);
  expect(audience.groups().map(({ look, readers }) => [look, [...readers]])).toEqual([
    [{ key: 'a/web' }, [web, alike]],
    [{ key: 'a/web', clients: 'a/shop' }, [mixed]],
    [{}, [none]],
  ]);
  expect([audience.has('service a/shop'), audience.has('clients a/shop')]).toEqual([false, true]);
});

test('who leaves is nowhere any more, and leaving twice is leaving once', () => {
  const audience = createAudience();
  const first = reader({ key: 'a/web' }, '10.0.0.7');
  const second = reader({ key: 'a/web' }, '10.0.0.7');
  audience.add(first);
  audience.add(second);
  expect(audience.countOf('10.0.0.7')).toBe(2);
  audience.remove(first);
  audience.remove(first);
  expect([audience.size, audience.countOf('10.0.0.7'), audience.has('service a/web')]).toEqual([1, 1, true]);
  audience.remove(second);
  expect([audience.size, audience.countOf('10.0.0.7'), audience.has('service a/web')]).toEqual([0, 0, false]);
  expect(audience.groups()).toEqual([]);
});
