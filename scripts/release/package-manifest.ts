/** What of package.json matters here. */
export interface SourceManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/**
 * The package.json of what is published: `#lib/*.ts` leads to the emitted JavaScript, and what only builds and tests
 * is left out. The version is that of the project's package.json, which is the one place where it stands.
 */
export function packageManifest(source: SourceManifest): Readonly<Record<string, unknown>> {
  const { name, version, description, license, engines, dependencies, optionalDependencies } = source;
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    bin: { [name]: 'scripts/zonescope.mjs' },
    engines,
    imports: { '#lib/*.ts': './lib/*.js' },
    files: ['.next', 'lib', 'public', 'scripts', 'next.config.js', 'CHANGELOG.md', 'SECURITY.md'],
    dependencies,
    optionalDependencies,
  };
}
