import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask } from '#lib/view/answer.test-support.ts';
import { answerCompare, type CompareQuestion } from '#lib/view/answer-compare.ts';
import { printProxyText } from '#lib/view/proxy-print.ts';

const { analysis } = ask().answer;
const QUESTION: CompareQuestion = { input: analysis.input, node: 'kind-worker', earlierSlices: [] };
const TEXT = printProxyText({ analyses: [analysis], node: 'kind-worker' }, 'ipvs') ?? '';

describe('answerCompare()', () => {
  it('answers the same after the question went to a worker', () => {
    const sent = structuredClone(QUESTION);
    expect(answerCompare(sent, TEXT)).toMatchObject({ view: { isEqual: true } });
    expect(structuredClone(answerCompare(sent, TEXT))).toEqual(answerCompare(QUESTION, TEXT));
  });

  it('passes over the rules of Services that the page does not hold', () => {
    const others = `${TEXT}TCP  10.96.7.7:80 rr\n  -> 10.244.9.9:80                Masq    1      0          0\n`;
    expect(answerCompare(QUESTION, others)).toMatchObject({ view: { isEqual: true } });
  });

  it('reads the bytes of a file, and says what is no text', () => {
    expect(answerCompare(QUESTION, Buffer.from(`\uFEFF${TEXT}`, 'utf16le'))).toEqual(answerCompare(QUESTION, TEXT));
    expect(answerCompare(QUESTION, gzipSync(TEXT))).toEqual({
      refusal: { key: 'dump.packed', values: { format: 'gzip' } },
    });
    expect(answerCompare(QUESTION, new Uint8Array(8))).toEqual({ refusal: { key: 'dump.binary', values: {} } });
  });

  it('refuses what is no rules', () => {
    expect(answerCompare(QUESTION, 'hello')).toEqual({ refusal: { key: 'dump.not-rules', values: {} } });
  });
});
