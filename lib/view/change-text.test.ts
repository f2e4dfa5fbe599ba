import { expect, it } from 'vitest';
import { translate } from '#lib/messages/translate.ts';
import { parseChanges } from '#lib/scenario/change-grammar.ts';
import { changeText } from '#lib/view/change-text.ts';

const ALL =
  'replicas:4,mode:Auto,zone-down:a@evicted,zonal-shift:b,drain:n1,cordon:n2,node-add:zone=c,cpu=4,count=2,relabel:n3=b,relabel:n4=,cpu:n5=8,rollout:surge=1,unavailable=0,step=3,kubernetes:1.36';

it('says every change in a few words', () => {
  expect(parseChanges(ALL).changes.map((change) => translate(changeText(change), 'en'))).toEqual([
    '4 replicas',
    'mode Auto',
    'zone a down, evicted',
    'zonal shift away from b',
    'n1 drained',
    'n2 cordoned',
    '2 nodes more in c, 4 CPU',
    'n3 in zone b',
    'n4 without a zone',
    'n5 with 8 CPU',
    'rollout at step 3, surge 1, unavailable 0',
    'Kubernetes 1.36',
  ]);
});
