import { describe, expect, it } from 'vitest';
import {
  collectUnknownLines,
  forEachLine,
  mergeBackends,
  mergePorts,
  type ParsedServicePort,
} from '#lib/proxy-text/parsed-rules.ts';

describe('collectUnknownLines() is bounded', () => {
  it('keeps the first hundred and counts all', () => {
    const unknown = collectUnknownLines();
    for (let line = 0; line < 1000; line++) unknown.add(`line ${line}`);
    const { unknownLines, unknownCount } = unknown.take();
    expect(unknownLines).toHaveLength(100);
    expect(unknownLines[0]).toBe('line 0');
    expect(unknownCount).toBe(1000);
  });
  it('cuts a line that is a whole file', () => {
    const unknown = collectUnknownLines();
    unknown.add('x'.repeat(100_000));
    expect(unknown.take().unknownLines[0]).toHaveLength(500);
  });
});

describe('forEachLine() gives the lines without their ends', () => {
  for (const [text, want] of [
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb', ['a', 'b']],
    ['\n\r\nx', ['', '', 'x']],
    ['a\rb\n', ['a\rb']],
    ['', []],
  ] as const) {
    it(JSON.stringify(text), () => {
      const lines: string[] = [];
      forEachLine(text, (line) => lines.push(line));
      expect(lines).toEqual(want);
    });
  }
});

describe('mergeBackends()', () => {
  it('adds up shares of one endpoint and sorts by key', () =>
    expect(
      mergeBackends([
        { key: 'b', share: 0.25 },
        { key: 'a', share: 0.5 },
        { key: 'b', share: 0.25 },
      ]),
    ).toEqual([
      { key: 'a', share: 0.5 },
      { key: 'b', share: 0.5 },
    ]));
});

describe('mergePorts() keeps what a packet meets', () => {
  const port = (action: ParsedServicePort['action'], ...keys: readonly string[]): ParsedServicePort => ({
    destination: '*:30080',
    family: 'IPv4',
    protocol: 'TCP',
    action,
    backends: keys.map((key) => ({ key, share: 1 / keys.length })),
  });
  it('a chain that leads somewhere wins over a refusal', () =>
    expect(mergePorts([port('reject'), port('dial', 'a')])).toEqual([port('dial', 'a')]));
  it('a refusal wins over a chain that leads nowhere', () =>
    expect(mergePorts([port('dial'), port('drop')])).toEqual([port('drop')]));
  it('the same node port of both families is two', () =>
    expect(mergePorts([port('drop'), { ...port('drop'), family: 'IPv6' }])).toHaveLength(2));
});
