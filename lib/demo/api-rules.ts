import type { WriteRules } from '#lib/demo/api-server/write-rules.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import { gateStage, gatesInForce } from '#lib/kube-version/feature-gates.ts';
import { replicaRulesOf } from '#lib/kube-version/replica-rules.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import type { KubeVersion } from '#lib/model/version.ts';

/**
 * What the API server of one version keeps and refuses, under its own gates. A field and the controller's use of it
 * hang on the same gate, so the controller's rules under the API server's gates tell which fields there are.
 */
export function writeRulesOf(version: KubeVersion, overrides: readonly GateOverride[]): WriteRules {
  const gates = gatesInForce({ version, program: 'api-server', overrides });
  const rules = controllerRulesOf(version, gates);
  const accepted = rules.trafficDistributions.filter((rule) => rule.accepted);
  return {
    zoneHints: rules.hasTopologyCache,
    nodeHints: accepted.some((rule) => rule.hintsNodes),
    terminatingConditions: rules.writesTerminatingConditions,
    internalTrafficPolicy:
      gates['ServiceInternalTrafficPolicy'] === true ||
      gateStage(version, 'ServiceInternalTrafficPolicy') === 'gone-on',
    trafficDistributions: accepted.map((rule) => rule.value).sort(),
    topologyAnnotationsMustAgree: rules.annotationKeys.length > 1,
    deletionCostMustBeNumber: replicaRulesOf(version, gates).usesDeletionCost,
  };
}
