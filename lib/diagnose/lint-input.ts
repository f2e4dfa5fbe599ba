import type { ClusterFacts } from '#lib/diagnose/cluster-facts.ts';
import type { ModeFacts } from '#lib/diagnose/service-mode.ts';
import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Service } from '#lib/model/service.ts';
import type { Verdict } from '#lib/model/verdict.ts';

/** What a row of the list knows of a Service; its pods are not among it. */
export interface LintInput {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  readonly facts: ClusterFacts;
  readonly modeFacts: ModeFacts;
  readonly rules: ControllerRules;
  readonly verdict: Verdict;
}
