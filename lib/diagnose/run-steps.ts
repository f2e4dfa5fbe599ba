/** Runs a computation that offers pauses to its end, taking none. */
export function runSteps<Result>(steps: Generator<void, Result>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
