import { GATE_IN_API_SERVER, GATE_IN_CONTROLLER_MANAGER, GATE_IN_KUBE_PROXY } from '#lib/demo/worlds/kind-steps.ts';
import { TUTORIAL } from '#lib/demo/worlds/tutorial.ts';
import { tutorialOutcome } from '#lib/demo/worlds/tutorial-outcome.ts';
import { embeddedSteps } from '#lib/demo/worlds/tutorial-steps.ts';
import type { World } from '#lib/demo/worlds/world.ts';

const FIX = [GATE_IN_API_SERVER, GATE_IN_CONTROLLER_MANAGER, GATE_IN_KUBE_PROXY];

/** The tutorial's cluster as it comes: the gate is off, nothing happens, and the guide ends with the fix. */
export const TUTORIAL_GATE_OFF: World = {
  ...TUTORIAL,
  name: 'tutorial-gate-off',
  title: { en: 'The same with the feature gate off', zh: '特性门控关闭时的同一集群' },
  about: {
    en: "The tutorial's cluster with the feature gate TopologyAwareHints off in every program, as 1.21 has it. The same commands change nothing; the last steps say where the gate is to be switched on.",
    zh: '教程中的集群，但特性门控 TopologyAwareHints 在所有程序中都关闭（1.21 的默认值）。同样的命令不会带来任何变化；最后几步说明应在哪里打开它。',
  },
  gates: [{ gate: 'TopologyAwareHints', state: false }],
  steps: (context) => [...embeddedSteps(context), ...(tutorialOutcome(context) === 'gate-off' ? FIX : [])],
};
