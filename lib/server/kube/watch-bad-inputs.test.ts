import { afterEach, describe, expect, test } from 'vitest';
import { endRigs, listCount, rig, watchesOf, watching } from '#lib/server/kube/reflector-rig.test-support.ts';
import { listOf, nodeJson, sendJson, sendLine, until } from '#lib/server/kube/scripted-api.test-support.ts';

afterEach(endRigs);

/** Sends a line to an open watch and expects that everything is read anew at once. */
async function expectRelist(line: unknown): Promise<void> {
  const { api, watch, counts } = await watching();
  sendLine(watch(), line);
  await until(() => watchesOf(api).length === 2);
  expect(listCount(api)).toBe(2);
  expect(counts.replaced).toBe(2);
}

/** Sends an object to an open watch and expects that it is counted, left out, and no place to resume from. */
async function expectSkipped(object: unknown): Promise<void> {
  const { api, clock, watch, zoneByName, counts } = await watching();
  sendLine(watch(), { type: 'ADDED', object });
  await until(() => counts.skipped === 1);
  clock.advance(5_000);
  watch().end();
  await until(() => watchesOf(api).length === 2);
  expect(watchesOf(api)).toEqual(['10', '10']);
  sendLine(watch(), { type: 'ADDED', object: nodeJson('n2', '11') });
  await until(() => zoneByName.has('n2'));
}

describe('bad input 01: a line that is not JSON ends the watch, and everything is read anew', () => {
  for (const [name, line] of [
    ['a truncated line', '{"type":"ADDED","obj'],
    ['no JSON at all', '<html>Bad Gateway</html>'],
    ['a blank line', ''],
    ['a byte order mark', '\uFEFF{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"12"}}}'],
    ['JSON that is no object', '[]'],
  ] as const) {
    test(name, () => expectRelist(line));
  }
});

describe('bad input 02: an object without metadata, name or version is counted and left out, and the place is kept', () => {
  for (const [name, object] of [
    ['no metadata', { kind: 'Node' }],
    ['no name', { kind: 'Node', metadata: { resourceVersion: '50' } }],
    ['an empty name', { kind: 'Node', metadata: { name: '', resourceVersion: '50' } }],
    ['no resource version', { kind: 'Node', metadata: { name: 'x' } }],
    ['metadata that is no object', { kind: 'Node', metadata: 7 }],
    ['no object at all', 'x'],
    ['null', null],
  ] as const) {
    test(name, () => expectSkipped(object));
  }

  test('in a list, too', async () => {
    const { zoneByName, counts, healths } = await rig((request, response) => {
      if (request.isWatch) return void response.writeHead(200).flushHeaders();
      sendJson(response, listOf('Node', [null, 'x', {}, { metadata: { name: 'x' } }, nodeJson('n1', '9')]));
    });
    await until(() => healths.at(-1)?.kind === 'live');
    expect([...zoneByName.keys()]).toEqual(['n1']);
    expect(counts.skipped).toBe(4);
  });
});

describe('bad input 03: an event of an unknown type reads everything anew, a Status or Table is left out', () => {
  test('an unknown type', () => expectRelist({ type: 'CHANGED', object: nodeJson('n2', '11') }));
  test('no type', () => expectRelist({ object: nodeJson('n2', '11') }));
  test('an ERROR that is no 410', () => expectRelist({ type: 'ERROR', object: { kind: 'Status', code: 500 } }));
  test('a Status', () => expectSkipped({ kind: 'Status', metadata: {}, status: 'Failure' }));
  test('a Table', () => expectSkipped({ kind: 'Table', metadata: { resourceVersion: '50' }, rows: [] }));
});

describe('bad input 04: an object of another kind on this watch', () => {
  test('is left out', () => expectSkipped({ kind: 'Secret', metadata: { name: 'x', resourceVersion: '50' } }));
});

describe('bad input 05: a list is an empty one only when it says so', () => {
  const whole = { kind: 'NodeList', apiVersion: 'v1', metadata: { resourceVersion: '1' } };

  test('items: null is how Go writes an empty list', async () => {
    const { healths, zoneByName } = await rig((request, response) => {
      if (request.isWatch) return void response.writeHead(200).flushHeaders();
      sendJson(response, { ...whole, items: null });
    });
    await until(() => healths.at(-1)?.kind === 'live');
    expect(zoneByName.size).toBe(0);
  });

  for (const [name, body] of [
    ['another kind', { ...whole, kind: 'Status', items: null }],
    ['no kind', { ...whole, kind: undefined, items: [] }],
    ['no metadata', { ...whole, metadata: undefined, items: [] }],
    ['no resource version', { ...whole, metadata: {}, items: [] }],
    ['items that are none', { ...whole, items: {} }],
    ['no items', whole],
    ['HTML', '<html>'],
  ] as const) {
    test(`${name} is a failure, and what was known stays`, async () => {
      const { healths, counts } = await rig((_request, response) => sendJson(response, body));
      await until(() => healths.at(-1)?.kind === 'failing');
      expect(counts.replaced).toBe(0);
    });
  }
});

describe('bad input 06: objects of the largest size', () => {
  const padding = (bytes: number) => 'x'.repeat(bytes);

  test('an object of 1.5 MB is read, and its padding is not kept', async () => {
    const { watch, zoneByName } = await watching();
    const node = nodeJson('huge', '11') as { readonly metadata: object };
    sendLine(watch(), {
      type: 'ADDED',
      object: { ...node, metadata: { ...node.metadata, annotations: { big: padding(1_500_000) } } },
    });
    await until(() => zoneByName.has('huge'));
  });

  test('a line beyond 8 MB ends the watch, and everything is read anew', async () => {
    await expectRelist(padding(8 * 1024 * 1024 + 1));
  });
});

describe('bad input 22: identity is more than a name', () => {
  test('an object deleted and made anew without a DELETED is the new one', async () => {
    const { watch, zoneByName } = await watching();
    sendLine(watch(), { type: 'ADDED', object: nodeJson('n1', '12', 'c') });
    await until(() => zoneByName.get('n1') === 'c');
    expect(zoneByName.size).toBe(1);
  });

  test('an object whose DELETED never came goes with the next list', async () => {
    const { watch, zoneByName, api } = await watching();
    sendLine(watch(), { type: 'ADDED', object: nodeJson('ghost', '12') });
    await until(() => zoneByName.has('ghost'));
    sendLine(watch(), { type: 'ERROR', object: { kind: 'Status', code: 410 } });
    await until(() => listCount(api) === 2 && !zoneByName.has('ghost'));
  });

  test('a DELETED of what is not known is nothing', async () => {
    const { watch, zoneByName, counts } = await watching();
    sendLine(watch(), { type: 'DELETED', object: nodeJson('nobody', '12') });
    sendLine(watch(), { type: 'ADDED', object: nodeJson('n2', '13') });
    await until(() => zoneByName.has('n2'));
    expect([...zoneByName.keys()]).toEqual(['n1', 'n2']);
    expect(counts.skipped).toBe(0);
  });
});

describe('bad input 23: a resource version is text, never a number', () => {
  for (const version of ['18446744073709551616999', 'abc-7', '-1', '0x1F', '1e3']) {
    test(`"${version}" is handed back as it came`, async () => {
      const { api, clock, watch, zoneByName } = await watching();
      sendLine(watch(), { type: 'ADDED', object: nodeJson('n2', version) });
      await until(() => zoneByName.has('n2'));
      clock.advance(5_000);
      watch().end();
      await until(() => watchesOf(api).length === 2);
      expect(watchesOf(api)).toEqual(['10', version]);
    });
  }
});
