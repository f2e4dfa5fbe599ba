// npm run mutation [-- ROOM|FILE ...]: mutation testing of the rules, of all five rooms, of those named, such as hints, or of
// single files, such as hints/share-out.ts. A run keeps what earlier ones found and is still true; --force asks anew.
import { runNode } from './runtime.mjs';

const STRYKER = 'node_modules/@stryker-mutator/core/bin/stryker.js';
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const rooms = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
// What is no rule of a room is left out here as it is in stryker.config.json: an option takes that list's place.
const mutated = [
  ...rooms.map((room) => (room.endsWith('.ts') ? `lib/${room}` : `lib/${room}/**/*.ts`)),
  '!lib/**/*.test.ts',
  '!lib/**/*.test-support.ts',
  '!lib/**/fixtures/**',
];
const selection = rooms.length === 0 ? [] : ['--mutate', mutated.join(',')];
process.exitCode = await runNode([STRYKER, 'run', ...selection, ...options]);
