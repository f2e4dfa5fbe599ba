import type { ServiceInput } from '#lib/scenario/service-input.ts';

/** Whether two inputs say the same but for the time that has passed: what is compared does not look at that. */
export function isSameInput(left: ServiceInput, right: ServiceInput): boolean {
  return (
    left.service === right.service &&
    left.slices === right.slices &&
    left.nodes.length === right.nodes.length &&
    left.nodes.every((node, index) => node === right.nodes[index]) &&
    rulesOf(left) === rulesOf(right)
  );
}

function rulesOf({ context }: ServiceInput): string {
  const { version, gateOverrides, overrideVersion, dataPlanes, hintsSeen } = context.question;
  return JSON.stringify([version, gateOverrides, overrideVersion, dataPlanes, hintsSeen]);
}
