import { spawn } from 'node:child_process';

const COMMAND_BY_PLATFORM: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a page in the user's browser; where there is none, the printed URL has to do. */
export function openBrowser(url: string): void {
  const [command = 'xdg-open', ...args] = COMMAND_BY_PLATFORM[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
