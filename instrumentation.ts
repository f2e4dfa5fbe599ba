/**
 * Next calls this once before it serves. The built product is booted by `npm start`, in the same process and outside of
 * Next's bundles; only `next dev`, which nobody boots, starts the watch from here, with ZONESCOPE_OPTIONS (JSON of the
 * options) or none.
 */
export async function register(): Promise<void> {
  if (process.env.NODE_ENV === 'production' || process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { bootFromEnvironment } = await import('#lib/server/boot-from-environment.ts');
  await bootFromEnvironment(process.env);
}
