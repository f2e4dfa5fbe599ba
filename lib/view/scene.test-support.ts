import { analyse } from '#lib/diagnose/analyse.ts';
import type { Node } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import { contextOf, kubeDns, reconciled, testNode, testPod } from '#lib/scenario/tutorial.test-support.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';

export interface SceneOptions {
  /** Nodes of each zone; '' is no zone. */
  readonly nodesByZone: Readonly<Record<string, number>>;
  readonly endpoints: number;
  readonly version?: string;
}

/** A cluster of any size: endpoints are spread over the nodes in turn. */
export function scene({ nodesByZone, endpoints, version = 'v1.36.3' }: SceneOptions): ServiceAnswer {
  const nodes: Node[] = Object.entries(nodesByZone).flatMap(([zone, count]) =>
    Array.from({ length: count }, (_, index) =>
      testNode({
        name: `node-${zone || 'none'}-${String(index).padStart(4, '0')}`,
        version,
        ...(zone === '' ? {} : { zone }),
      }),
    ),
  );
  nodes.sort((left, right) => (left.name < right.name ? -1 : 1));
  const pods: Pod[] = Array.from({ length: endpoints }, (_, index) =>
    testPod({
      name: `pod-${String(index).padStart(4, '0')}`,
      uid: `uid-${index}`,
      nodeName: nodes[(index * 7) % Math.max(1, nodes.length)]?.name ?? '',
      ip: `10.${Math.floor(index / 250)}.1.${index % 250}`,
      ageMinutes: 60,
    }),
  );
  return {
    analysis: analyse(reconciled({ nodes, service: kubeDns(true), pods, context: contextOf(nodes, version) })),
    assumptions: [],
    refused: [],
  };
}
