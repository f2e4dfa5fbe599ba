import { boot } from '#lib/server/boot.ts';
import { claimBoot } from '#lib/server/running.ts';
import { parseStartOptions, type StartOptions } from '#lib/server/start-options.ts';

/**
 * Boots what `ZONESCOPE_OPTIONS` says (JSON of StartOptions, as the starting program has checked them), unless
 * another part of this process has booted or is about to, and ends it on SIGTERM and SIGINT.
 *
 * @throws Error in one sentence when there is nothing to watch.
 */
export async function bootFromEnvironment(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  if (!claimBoot()) return;
  const text = env['ZONESCOPE_OPTIONS'];
  const options = text === undefined ? parseStartOptions([]) : (JSON.parse(text) as StartOptions);
  const { running } = await boot({ options, build: env['ZONESCOPE_BUILD'] ?? 'development' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void running.close());
  }
}
