/**
 * Next calls this once before it serves. `npm start` has booted by then; `next dev` and `next start` have not, and are
 * told by ZONESCOPE_OPTIONS (JSON of the options) what to watch, or by nothing.
 */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { bootFromEnvironment } = await import('#lib/server/boot-from-environment.ts');
  await bootFromEnvironment(process.env);
}
