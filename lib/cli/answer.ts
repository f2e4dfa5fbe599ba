import { createInterface } from 'node:readline';
import { answerCase } from '#lib/answer/answer-case.ts';
import { isRecord } from '#lib/to-model/json.ts';

/** Reads cases as JSON lines on stdin and writes an answer a line; exit code 2 when a line could not be answered. */
let number = 0;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  number += 1;
  if (line.trim() === '') continue;
  try {
    const source = parsed(line);
    if (!isRecord(source)) throw new Error('Cannot answer: the line holds no JSON object');
    process.stdout.write(`${JSON.stringify(answerCase(source))}\n`);
  } catch (error) {
    process.stderr.write(`zonescope: line ${number}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Error(`Cannot answer: the line is no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}
