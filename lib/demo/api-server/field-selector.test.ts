import { describe, expect, it } from 'vitest';
import { fieldMatcher } from '#lib/demo/api-server/field-selector.ts';
import { EVENTS, PODS } from '#lib/demo/api-server/resources.ts';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'x' },
  spec: { nodeName: 'n1' },
  status: { phase: 'Running' },
};

describe('fieldMatcher', () => {
  it.each([
    ['metadata.name=a', true],
    ['metadata.name=a,metadata.namespace!=x', false],
    ['spec.nodeName=n1,status.phase!=Succeeded,status.phase!=Failed', true],
    ['spec.nodeName==n2', false],
    ['status.podIP=', true],
    ['', true],
  ])('"%s" is %s', (selector, want) => {
    expect(fieldMatcher(PODS, selector)(POD)).toBe(want);
  });

  it("compares an Event's source by its component", () => {
    const event = { apiVersion: 'v1', kind: 'Event', metadata: { name: 'e' }, source: { component: 'kubelet' } };
    expect(fieldMatcher(EVENTS, 'source=kubelet')(event)).toBe(true);
  });

  it('refuses a field that the resource does not offer', () => {
    expect(() => fieldMatcher(PODS, 'spec.hostname=a')).toThrow('field label not supported: spec.hostname');
  });

  it('refuses what is no requirement', () => {
    expect(() => fieldMatcher(PODS, 'metadata.name')).toThrow("can't understand 'metadata.name'");
  });
});
