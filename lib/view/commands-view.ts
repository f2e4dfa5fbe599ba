import type { Analysis } from '#lib/diagnose/analysis.ts';
import { serviceCommand } from '#lib/diagnose/service-command.ts';
import type { Change } from '#lib/model/scenario.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { autoAnnotation } from '#lib/scenario/change-mode.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { text } from '#lib/view/text-keys.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { CommandsView, CommandView } from '#lib/view/view-types.ts';

/** What the controller counts of a node: Ready, zone, CPU, and the labels that leave it out. */
const NODE_FACTS = `-o custom-columns='NAME:.metadata.name,ZONE:.metadata.labels.${ZONE_LABEL.replaceAll('.', '\\.')},CPU:.status.allocatable.cpu,READY:.status.conditions[?(@.type=="Ready")].status,KUBELET:.status.nodeInfo.kubeletVersion'`;

/** Read-only kubectl commands, behind each panel of the page those that show the same facts, and those that would make the what-if true. */
export function commandsView(answer: ServiceAnswer, url: UrlState): CommandsView {
  const { service } = answer.analysis.input;
  const { namespace, name } = service;
  const selector = Object.entries(service.selector ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  // Older API servers know no hints for nodes.
  const forNodes = answer.analysis.input.context.controllerRules.trafficDistributions.some(
    ({ hintsNodes }) => hintsNodes,
  )
    ? '{"\\t"}{.hints.forNodes[*].name}'
    : '';
  const hints = `-o jsonpath='{range .items[*].endpoints[*]}{.addresses[0]}{"\\t"}{.zone}{"\\t"}{.hints.forZones[*].name}${forNodes}{"\\n"}{end}'`;
  const slices = `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name}`;
  const workload = workloadOf((answer.live ?? answer.analysis).input.pods);
  const show: readonly (CommandView | undefined)[] = [
    { panel: 'headline', about: text('command.service'), command: serviceCommand('get', service, '-o yaml') },
    { panel: 'graph', about: text('command.nodes'), command: `kubectl get nodes -L ${ZONE_LABEL}` },
    { panel: 'graph', about: text('command.hints'), command: `${slices} ${hints}` },
    { panel: 'why', about: text('command.events'), command: serviceCommand('describe', service) },
    { panel: 'why', about: text('command.node-facts'), command: `kubectl get nodes ${NODE_FACTS}` },
    url.node === undefined
      ? undefined
      : {
          panel: 'node',
          about: text('command.node', { node: url.node }),
          command: `kubectl describe node ${url.node}`,
        },
    url.node === undefined
      ? undefined
      : {
          panel: 'node',
          about: text('command.kube-proxy', { node: url.node }),
          command: `kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide --field-selector spec.nodeName=${url.node}`,
        },
    { panel: 'endpoints', about: text('command.slices'), command: `${slices} -o yaml` },
    selector === ''
      ? undefined
      : {
          panel: 'endpoints',
          about: text('command.pods'),
          command: `kubectl -n ${namespace} get pods -l ${selector} -o wide`,
        },
    isScalable(workload)
      ? {
          panel: 'replicas',
          about: text('command.workload'),
          command: `kubectl -n ${namespace} get ${workload.kind.toLowerCase()} ${workload.name}`,
        }
      : undefined,
  ];
  return {
    show: show.filter((command) => command !== undefined),
    apply: url.whatIf.flatMap((change) => applyCommands(change, answer)),
  };
}

/** The commands that make one change true; none where no command can (an outage, another version). */
function applyCommands(change: Change, answer: ServiceAnswer): readonly CommandView[] {
  const { analysis, outcome } = answer;
  const { service } = analysis.input;
  switch (change.kind) {
    case 'replicas': {
      const workload = outcome?.workload;
      if (workload === undefined) return [];
      const target = `${workload.kind.toLowerCase()}/${workload.name}`;
      const command = `kubectl -n ${service.namespace} scale ${target} --replicas=${change.replicas}`;
      return [{ about: text('command.scale', { replicas: change.replicas }), command }];
    }
    case 'mode':
      // The predicted Service has lost its annotations already: the commands are for the one that stands.
      return modeCommands(change.mode, answer.live ?? analysis).map((command) => ({
        about: text('command.mode', { mode: change.mode }),
        command,
      }));
    case 'relabel': {
      const label = change.zone === '' ? `${ZONE_LABEL}-` : `${ZONE_LABEL}=${change.zone} --overwrite`;
      const about = text('command.relabel', { node: change.node });
      return [{ about, command: `kubectl label node ${change.node} ${label}` }];
    }
    case 'cordon':
      return [{ about: text('command.cordon', { node: change.node }), command: `kubectl cordon ${change.node}` }];
    case 'drain':
      return [
        {
          about: text('command.drain', { node: change.node }),
          command: `kubectl drain ${change.node} --ignore-daemonsets --delete-emptydir-data`,
        },
      ];
    case 'rollout': {
      const workload = outcome?.workload;
      if (workload?.kind !== 'Deployment') return [];
      const command = `kubectl -n ${service.namespace} rollout restart deployment/${workload.name}`;
      return [{ about: text('command.rollout', { name: workload.name }), command }];
    }
    default:
      return [];
  }
}

function modeCommands(mode: Extract<Change, { kind: 'mode' }>['mode'], { input }: Analysis): readonly string[] {
  const { service, context } = input;
  const patch = (spec: Readonly<Record<string, string | null>>) =>
    serviceCommand('patch', service, `-p '${JSON.stringify({ spec })}'`);
  const key = autoAnnotation(context.controllerRules);
  const keys = Object.keys(service.annotations);
  const without = (kept?: string) => keys.filter((name) => name !== kept).map((name) => `${name}-`);
  const unannotate = keys.length === 0 ? [] : [serviceCommand('annotate', service, without().join(' '))];
  const cluster = service.internalTrafficPolicy === 'Local' ? { internalTrafficPolicy: 'Cluster' } : {};
  switch (mode) {
    case 'Auto':
      // A key of the older name decides alone wherever it stands, whatever its value.
      return [
        serviceCommand('annotate', service, [`${key}=Auto`, ...without(key), '--overwrite'].join(' ')),
        ...(service.internalTrafficPolicy === 'Local' ? [patch(cluster)] : []),
      ];
    case 'Local':
      // Hints that another mode left would still route traffic from outside.
      return [
        ...unannotate,
        patch({ ...(service.trafficDistribution && { trafficDistribution: null }), internalTrafficPolicy: 'Local' }),
      ];
    case 'off':
      return [...unannotate, patch({ trafficDistribution: null, internalTrafficPolicy: 'Cluster' })];
    default:
      return [...unannotate, patch({ trafficDistribution: mode, ...cluster })];
  }
}
