import { strykerPlugins as upstream } from '@stryker-mutator/vitest-runner';

export { strykerValidationSchema } from '@stryker-mutator/vitest-runner';

/**
 * Stryker's Vitest runner, but for which tests it runs for a mutant: every test of the files that cover it. Upstream
 * picks them by full name, joins suite and test with a blank where Vitest 5 has " > ", and so would run none of them.
 */
export const strykerPlugins = upstream.map((plugin) => ({
  ...plugin,
  name: 'vitest-by-file',
  factory: Object.assign((injector) => byFile(plugin.factory(injector)), { inject: plugin.factory.inject }),
}));

function byFile(runner) {
  const mutantRun = runner.mutantRun.bind(runner);
  return Object.assign(runner, {
    mutantRun: (options) => mutantRun({ ...options, testFilter: options.testFilter && filesOf(options.testFilter) }),
  });
}

/** "file#" is the id of every test of the file. */
function filesOf(testIds) {
  return [...new Set(testIds.map((id) => `${id.split('#')[0]}#`))];
}
