// npm run mutation [-- ROOM ...]: mutation testing of the rules, of all five rooms or of those named, such as hints.
import { runNode } from './runtime.mjs';

const STRYKER = 'node_modules/@stryker-mutator/core/bin/stryker.js';
const rooms = process.argv.slice(2);
// What is no rule of a room is left out here as it is in stryker.config.json: an option takes that list's place.
const mutated = [
  ...rooms.map((room) => `lib/${room}/**/*.ts`),
  '!lib/**/*.test.ts',
  '!lib/**/*.test-support.ts',
  '!lib/**/fixtures/**',
];
process.exitCode = await runNode([STRYKER, 'run', ...(rooms.length === 0 ? [] : ['--mutate', mutated.join(',')])]);
