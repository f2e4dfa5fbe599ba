import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { AUTOSCALERS, groupVersionOf } from '#lib/demo/api-server/resources.ts';
import { activePods } from '#lib/demo/worlds/step-conditions.ts';
import type { World, WorldStep } from '#lib/demo/worlds/world.ts';
import { type ZonalNode, type ZonalService, zonalCluster } from '#lib/demo/worlds/zonal-cluster.ts';
import type { GuideText } from '#lib/model/guide.ts';
import { TOPOLOGY_MODE_ANNOTATION } from '#lib/model/well-known.ts';

export interface ShopPlan extends Pick<World, 'name' | 'title' | 'about'> {
  /** The minor that the thread or the lesson is about. */
  readonly minor: number;
  readonly nodes: readonly ZonalNode[];
  /** The node of each pod behind shop/web, which asks for topology-mode Auto. */
  readonly podsOn: readonly string[];
  readonly others?: readonly ZonalService[];
  /** The range of an autoscaler of shop/web. */
  readonly autoscaler?: { readonly minReplicas: number; readonly maxReplicas: number };
  readonly steps: readonly WorldStep[];
}

/** A shop in a zonal cluster, of which shop/web is what the world is about: most lessons differ in nodes and pods alone. */
export function shopWorld(plan: ShopPlan): World {
  const { name, title, about, minor, nodes, podsOn, others = [], autoscaler, steps } = plan;
  const web = { namespace: 'shop', name: 'web', annotations: { [TOPOLOGY_MODE_ANNOTATION]: 'Auto' }, podsOn };
  return {
    name,
    title,
    about,
    version: { major: 1, minor, patch: 0 },
    gates: [],
    service: 'shop/web',
    objects: (start) => [
      ...zonalCluster(start, { nodes, services: [web, ...others] }),
      ...(autoscaler === undefined ? [] : [autoscalerOfWeb(autoscaler)]),
    ],
    steps: () => steps,
  };
}

function autoscalerOfWeb(range: NonNullable<ShopPlan['autoscaler']>): KubeObject {
  return {
    apiVersion: groupVersionOf(AUTOSCALERS),
    kind: AUTOSCALERS.kind,
    metadata: { name: 'web', namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...range },
  };
}

/** Nodes of 4 CPU: `{ a: 2, b: 1 }` is node-a1, node-a2 and node-b1. */
export function nodesByZone(countByZone: Readonly<Record<string, number>>): readonly ZonalNode[] {
  return Object.entries(countByZone).flatMap(([zone, count]) =>
    Array.from({ length: count }, (_, index) => ({ name: `node-${zone}${index + 1}`, zone })),
  );
}

/** A step that only reads. */
export function lookStep(title: GuideText, text: GuideText, commands: readonly string[] = []): WorldStep {
  const read = 'kubectl -n shop get endpointslices -l kubernetes.io/service-name=web -o yaml';
  return { id: 'look', title, text, commands: [...commands, read], shows: [] };
}

/** Scales shop/web, and is done when so many of its pods are meant to stay. */
export function scaleStep(replicas: number, words: Pick<WorldStep, 'id' | 'title' | 'text'>): WorldStep {
  return {
    ...words,
    commands: [`kubectl -n shop scale deployment web --replicas ${replicas}`],
    shows: [activePods('shop', 'web', replicas)],
  };
}
