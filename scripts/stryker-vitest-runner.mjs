import { strykerPlugins as upstream } from '@stryker-mutator/vitest-runner';

export { strykerValidationSchema } from '@stryker-mutator/vitest-runner';

/**
 * Stryker's Vitest runner, but for which tests it runs for a mutant: every test of the files that cover it. Upstream
 * picks them by full name, joins suite and test with a blank where Vitest 5 has " > ", and so would run none of them.
 * The first failure ends a mutant, so the mutated file's own tests come first, which notice most mutants in no time.
 */
export const strykerPlugins = upstream.map((plugin) => ({
  ...plugin,
  name: 'vitest-by-file',
  factory: Object.assign((injector) => byFile(plugin.factory(injector)), { inject: plugin.factory.inject }),
}));

function byFile(runner) {
  const init = runner.init.bind(runner);
  const mutantRun = runner.mutantRun.bind(runner);
  let ownTest = '';
  return Object.assign(runner, {
    init: async () => {
      await init();
      const { sequence } = runner.ctx.config;
      sequence.sequencer = startingWith(sequence.sequencer, ({ moduleId }) => moduleId === ownTest);
    },
    mutantRun: (options) => {
      ownTest = options.sandboxFileName.replace(/\.ts$/, '.test.ts');
      return mutantRun({ ...options, testFilter: options.testFilter && filesOf(options.testFilter) });
    },
  });
}

/** The order of `Sequencer`, but with the files that are first. */
function startingWith(Sequencer, isFirst) {
  return class extends Sequencer {
    async sort(files) {
      const sorted = await super.sort(files);
      return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))];
    }
  };
}

/** "file#" is the id of every test of the file. */
function filesOf(testIds) {
  return [...new Set(testIds.map((id) => `${id.split('#')[0]}#`))];
}
