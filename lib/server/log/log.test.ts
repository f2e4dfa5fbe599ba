import { expect, test } from 'vitest';
import { createLog } from '#lib/server/log/log.ts';

function logged(level: 'warn' | 'debug', run: (log: ReturnType<typeof createLog>) => void): readonly string[] {
  const lines: string[] = [];
  run(createLog({ level, write: (line) => lines.push(line) }));
  return lines;
}

test('a line is one object of JSON with level, time, message and fields, and neither process nor host', () => {
  const [line = ''] = logged('debug', (log) => log.info({ phase: 'live', missing: ['list nodes'] }, 'The watch'));
  expect(JSON.parse(line)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    msg: 'The watch',
    phase: 'live',
    missing: ['list nodes'],
  });
});

test('what is below the level is not written', () => {
  expect(logged('warn', (log) => log.info({}, 'quiet'))).toEqual([]);
});

test('an error is its own words and places, not the objects that hang on it', () => {
  const error = Object.assign(new Error('refused'), { headers: { authorization: 'canary' } });
  const [line = ''] = logged('warn', (log) => log.error({ error }, 'Cannot go on'));
  expect(line).toContain('refused');
  expect(line).not.toContain('canary');
});

test('promise 12: no line is split, and none steers a terminal', () => {
  const hostile = 'a\n{"level":"info"}\r\u001b[2J\u009b2J\u202e\u2028b\u007f';
  const [line = '', ...more] = logged('warn', (log) => log.warn({ hostile }, 'odd'));
  expect(more).toEqual([]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be left.
  expect(line.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/);
  expect(JSON.parse(line)).toMatchObject({ hostile });
});
