import type { RouteChoice, RouteQuestion } from '#lib/proxy-filter/route-choice.ts';
import type { EndpointIndices, RouteClass } from '#lib/proxy-filter/service-routing.ts';

type RouteLists = Pick<RouteClass, 'cluster' | 'local' | 'reach' | 'hasAnyEndpoints'>;

const NONE: EndpointIndices = [];

/** The lists that follow from a choice: `CategorizeEndpoints`, or the older filter and the scan behind it. */
export function applyRoute(question: RouteQuestion, choice: RouteChoice): RouteLists {
  if (question.dataPlane === 'windows') return clusterOnly(clusterList(question, choice));
  return question.rules.filter === 'CategorizeEndpoints'
    ? categorizeEndpoints(question, choice)
    : filterAndScan(question, choice);
}

/** `CategorizeEndpoints` of pkg/proxy/topology.go. */
function categorizeEndpoints(question: RouteQuestion, choice: RouteChoice): RouteLists {
  const { rules, policies, summary } = question;
  if (rules.emptyListEndsAtOnce && summary.total === 0) {
    return { cluster: null, local: null, reach: 'nothing', hasAnyEndpoints: false };
  }
  const cluster = policies.usesCluster ? clusterList(question, choice) : null;
  if (!policies.usesLocal) return clusterOnly(cluster ?? NONE);
  const ready = readyHere(question);
  const terminating = rules.localFallsBackToTerminating && ready.length === 0 ? terminatingHere(question) : NONE;
  const found = ready.length > 0 ? ready : terminating;
  const local = found.length > 0 ? found : null;
  const hasAnyEndpoints =
    summary.ready.length > 0 || (rules.localFallsBackToTerminating && summary.servingTerminating.length > 0);
  if (cluster === null) return { cluster, local, reach: local === null ? 'nothing' : 'local', hasAnyEndpoints };
  const reach = choice.mode === '' && terminating.length === 0 ? 'cluster' : 'cluster-and-local';
  return { cluster, local, reach, hasAnyEndpoints };
}

/** `FilterEndpoints`, then what the proxier of those versions did with the result itself. */
function filterAndScan(question: RouteQuestion, choice: RouteChoice): RouteLists {
  const { rules, policies, summary } = question;
  const cluster = clusterList(question, choice);
  if (!policies.externalLocal) return clusterOnly(cluster);
  const ready = readyHere(question);
  const local = ready.length === 0 && rules.localFallsBackToTerminating ? terminatingHere(question) : ready;
  const hasTerminating = rules.localFallsBackToTerminating && summary.servingTerminating.length > 0;
  return { cluster, local, reach: 'cluster-and-local', hasAnyEndpoints: cluster.length > 0 || hasTerminating };
}

function clusterOnly(cluster: EndpointIndices): RouteLists {
  return { cluster, local: null, reach: 'cluster', hasAnyEndpoints: cluster.length > 0 };
}

function clusterList(question: RouteQuestion, { source }: RouteChoice): EndpointIndices {
  const { summary, zone, node, hostname } = question;
  switch (source) {
    case 'ready':
      return summary.ready;
    case 'hinted-to-zone':
      return summary.zoneHints.readyNaming(zone) ?? NONE;
    case 'hinted-to-node':
      return summary.nodeHints().readyNaming(node ?? '') ?? NONE;
    case 'in-zone':
      return summary.places().inZone(zone).ready;
    case 'on-hostname':
      return summary.places().onNode(hostname ?? '').ready;
    case 'local':
      return readyHere(question);
    case 'serving-terminating':
      return summary.servingTerminating;
    case 'nothing':
      return NONE;
  }
}

function readyHere({ node, summary }: RouteQuestion): EndpointIndices {
  return node === undefined ? NONE : summary.places().localReady(node);
}

function terminatingHere({ node, summary }: RouteQuestion): EndpointIndices {
  return node === undefined ? NONE : summary.places().localServingTerminating(node);
}
