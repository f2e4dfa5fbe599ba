import { AGE_COLUMN, type Column, NAME_COLUMN } from '#lib/demo/api-server/column.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { cpuPercentOf } from '#lib/demo/api-server/served-version.ts';
import { list, record, text } from '#lib/to-model/json.ts';

function spec(autoscaler: KubeObject) {
  return record(autoscaler['spec']);
}

function reference(autoscaler: KubeObject): string {
  const target = record(spec(autoscaler)['scaleTargetRef']);
  return `${text(target['kind'])}/${text(target['name'])}`;
}

/** Nothing measures here, so what is compared with the target is not known. */
function targets(autoscaler: KubeObject): string {
  const texts = list(spec(autoscaler)['metrics'])
    .map(record)
    .map((metric) => {
      const percent = cpuPercentOf(metric);
      return percent === undefined ? '<unknown>' : `cpu: <unknown>/${percent}%`;
    });
  return texts.join(', ') || '<none>';
}

/** As `kubectl get hpa` prints them (pkg/printers/internalversion printHorizontalPodAutoscaler). */
export const AUTOSCALER_COLUMNS: readonly Column[] = [
  NAME_COLUMN,
  { name: 'Reference', cell: reference },
  { name: 'Targets', cell: targets },
  { name: 'MinPods', cell: (it) => String(spec(it)['minReplicas'] ?? '<unset>') },
  { name: 'MaxPods', type: 'integer', cell: (it) => Number(spec(it)['maxReplicas'] ?? 0) },
  { name: 'Replicas', type: 'integer', cell: (it) => Number(record(it['status'])['currentReplicas'] ?? 0) },
  AGE_COLUMN,
];
