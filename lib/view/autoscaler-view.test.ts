import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { translate } from '#lib/messages/translate.ts';
import type { AutoscalersState, HorizontalPodAutoscaler } from '#lib/model/horizontal-pod-autoscaler.ts';
import type { Node } from '#lib/model/node.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { contextOf, type TutorialOptions, tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { autoscalerView } from '#lib/view/autoscaler-view.ts';

const WEB: HorizontalPodAutoscaler = {
  kind: 'HorizontalPodAutoscaler',
  name: 'web',
  namespace: 'default',
  uid: 'u',
  target: { group: 'apps', kind: 'Deployment', name: 'web' },
  minReplicas: 2,
  maxReplicas: 6,
};

interface Given {
  readonly state?: AutoscalersState;
  readonly autoscalers?: readonly HorizontalPodAutoscaler[];
  readonly asked?: number;
  readonly cluster?: TutorialOptions;
}

function view({ state = 'watched', autoscalers = [], asked, cluster = {} }: Given) {
  const found = autoscalerView(analyse({ ...tutorial(cluster), autoscaling: { state, autoscalers } }), asked);
  return found && { ...found, texts: found.texts.map((text) => translate(text, 'en')).join('; ') };
}

/** With so many zones hints come and go often before they stay. */
const MORE_ZONES = Array.from('cdefghijklmnop');

function inZone(node: Node, zone: string): Node {
  return { ...node, name: `node-${zone}`, labels: { ...node.labels, [ZONE_LABEL]: zone } };
}

const NO_HINTS = { gates: [{ gate: 'TopologyAwareHints', state: false }] } as const;

describe('what the strip says of an autoscaler', () => {
  it.each<Given & { readonly name: string; readonly says: string; readonly range?: readonly [number, number] }>([
    {
      name: 'some counts',
      autoscalers: [WEB],
      says: 'HPA web: 2 to 6 replicas; hints at 3 of 5 counts, none at 3, 5',
      range: [2, 6],
    },
    {
      name: 'all counts, with what it wants',
      autoscalers: [{ ...WEB, minReplicas: 6, maxReplicas: 9, currentReplicas: 6, desiredReplicas: 8 }],
      says: 'HPA web: 6 to 9 replicas, has 6, wants 8; hints at all of its 4 counts',
      range: [6, 9],
    },
    {
      name: 'some counts, where nothing is measured',
      autoscalers: [{ ...WEB, currentReplicas: 4, desiredReplicas: 0 }],
      says: 'HPA web: 2 to 6 replicas; hints at 3 of 5 counts, none at 3, 5',
      range: [2, 6],
    },
    {
      name: 'no count',
      autoscalers: [WEB],
      cluster: NO_HINTS,
      says: 'HPA web: 2 to 6 replicas; hints at none of its 5 counts',
      range: [2, 6],
    },
    {
      name: 'one count only',
      autoscalers: [{ ...WEB, minReplicas: 4, maxReplicas: 4 }],
      says: 'HPA web: 4 to 4 replicas; hints at this count',
      range: [4, 4],
    },
    {
      name: 'one count only, without hints',
      autoscalers: [{ ...WEB, minReplicas: 3, maxReplicas: 3 }],
      says: 'HPA web: 3 to 3 replicas; no hints at this count',
      range: [3, 3],
    },
    {
      name: 'a range from none',
      autoscalers: [{ ...WEB, minReplicas: 0, maxReplicas: 2 }],
      says: 'HPA web: 0 to 2 replicas; hints at 1 of 2 counts, none at 1',
      range: [1, 2],
    },
    {
      name: 'a range beyond the strip',
      autoscalers: [{ ...WEB, minReplicas: 900, maxReplicas: 2000 }],
      says: 'HPA web: 900 to 2,000 replicas; hints at all of its 101 counts; counted up to 1,000',
      range: [900, 1000],
    },
    {
      name: 'a range that the strip does not reach',
      autoscalers: [{ ...WEB, minReplicas: 1500, maxReplicas: 2000 }],
      says: 'HPA web: 1,500 to 2,000 replicas; counted up to 1,000',
    },
    {
      name: 'a what-if outside of it',
      autoscalers: [WEB],
      asked: 1,
      says: 'HPA web: 2 to 6 replicas; hints at 3 of 5 counts, none at 3, 5; 1 is outside of it, and would not last',
      range: [2, 6],
    },
    {
      name: 'two of them',
      autoscalers: [WEB, { ...WEB, name: 'web-too' }],
      says: '2 HPAs scale the same pods (web, web-too), so that none of their ranges holds',
    },
    {
      name: 'no permission',
      state: 'forbidden',
      says: 'No range: no permission to list and watch horizontalpodautoscalers',
    },
    {
      name: 'no answer yet',
      state: 'failed',
      says: 'No range: the API server does not answer for horizontalpodautoscalers',
    },
  ])('$name', ({ says, range, ...given }) => {
    const found = view(given);
    expect(found?.texts).toBe(says);
    expect(found?.range).toEqual(range && { first: range[0], last: range[1] });
  });

  it('keeps what it knew while the API server does not answer', () => {
    expect(view({ state: 'failed', autoscalers: [WEB] })?.texts).toContain('2 to 6');
  });

  it('counts the hints where a list of the counts without would be long', () => {
    const given = tutorial();
    const [, worker = given.nodes[0]] = given.nodes;
    const more = worker === undefined ? [] : MORE_ZONES.map((zone) => inZone(worker, zone));
    const nodes = [...given.nodes, ...more];
    const autoscaling = { state: 'watched', autoscalers: [{ ...WEB, minReplicas: 1, maxReplicas: 120 }] } as const;
    const long = autoscalerView(analyse({ ...given, nodes, context: contextOf(nodes, 'v1.31.14'), autoscaling }));
    expect(long?.texts.map(({ key }) => key)).toEqual(['autoscaler.range', 'autoscaler.hints-at-some-of-many']);
  });

  it('says nothing where none is, where they are not read, and while they are read', () => {
    expect(view({})).toBeUndefined();
    expect(view({ state: 'loading' })).toBeUndefined();
    expect(autoscalerView(analyse(tutorial()))).toBeUndefined();
  });
});
