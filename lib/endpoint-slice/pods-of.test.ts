import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSelected } from '#lib/endpoint-slice/is-selected.ts';
import { createIsSelectedByAny, createPodsOf } from '#lib/endpoint-slice/pods-of.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Service } from '#lib/model/service.ts';

const text = fc.constantFrom('a', 'b', 'c');
const labels = fc.dictionary(text, text, { maxKeys: 3 });
const pod = fc.record({ namespace: text, labels }).map((part) => part as unknown as Pod);
const service = fc
  .record({ namespace: text, selector: fc.option(labels, { nil: undefined }) })
  .map((part) => part as unknown as Service);

describe('finding pods by a label', () => {
  it('finds what looking at every pod of every Service would', () => {
    fc.assert(
      fc.property(fc.array(pod, { maxLength: 12 }), fc.array(service, { maxLength: 6 }), (pods, services) => {
        const podsOf = createPodsOf(pods);
        for (const one of services) expect(podsOf(one)).toEqual(pods.filter((candidate) => isSelected(candidate, one)));
        const isSelectedByAny = createIsSelectedByAny(services);
        for (const one of pods) {
          expect(isSelectedByAny(one)).toBe(services.some((candidate) => isSelected(one, candidate)));
        }
      }),
    );
  });
});
