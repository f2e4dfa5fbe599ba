import type { Analysis, PortAnalysis } from '#lib/diagnose/analysis.ts';
import type { Explanation } from '#lib/diagnose/explanation.ts';
import { kubernetesWords } from '#lib/diagnose/kubernetes-words.ts';
import { smallestFix } from '#lib/diagnose/smallest-fix.ts';
import { trueCause } from '#lib/diagnose/true-cause.ts';

/**
 * The three lines about one port and family of a Service: what Kubernetes says, word for word; the true cause with
 * numbers and names; the smallest change that fixes it. Without a port: about a Service that kube-proxy does not serve.
 */
export function explain(analysis: Analysis, port: PortAnalysis | undefined): Explanation {
  const input = { analysis, port, verdict: port?.verdict ?? analysis.verdict };
  const fix = smallestFix(input);
  return { words: kubernetesWords(input), cause: trueCause(input), ...(fix === undefined ? {} : { fix }) };
}
