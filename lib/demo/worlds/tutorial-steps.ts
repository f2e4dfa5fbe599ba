import type { GuideContext, WorldStep } from '#lib/demo/worlds/world.ts';

export function tutorialSteps(_context: GuideContext): readonly WorldStep[] {
  return [];
}
