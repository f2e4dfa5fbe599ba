import { get } from 'node:http';

/** Reads so many streams and keeps nothing, in a process of its own: `read-streams.ts URL COUNT`. */
const [url = '', count = '0'] = process.argv.slice(2);
for (let reader = 0; reader < Number(count); reader += 1) {
  get(url, (response) => response.resume()).on('error', (error) => {
    console.error(`Cannot read a stream: ${error.message}`);
    process.exit(1);
  });
}
