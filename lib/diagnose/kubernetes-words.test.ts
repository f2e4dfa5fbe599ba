import { describe, expect, it } from 'vitest';
import { explain } from '#lib/diagnose/explain.ts';
import type { TutorialOptions } from '#lib/scenario/tutorial.test-support.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { selectedPort } from '#lib/view/selected-port.ts';
import type { UrlState } from '#lib/view/url-state.ts';

function words(options: TutorialOptions, url: Partial<UrlState> = {}) {
  const { analysis } = ask(options, url).answer;
  return explain(analysis, selectedPort(analysis, {})).words[0]?.words;
}

describe('kubernetesWords', () => {
  it('are the Event of each cause, with its counts and the family', () => {
    expect(words({ version: 'v1.30.0', pods: ['hfbmj'] })).toBe(
      'Warning  TopologyAwareHintsDisabled  Insufficient number of endpoints (1 endpoints, 2 zones), addressType: IPv4',
    );
    expect(words({ version: 'v1.30.0', labelled: false })).toContain('Insufficient Node information');
    expect(words({ version: 'v1.30.0', pods: ['hfbmj', 'hswkq', 'rhk7r'] })).toContain(
      'has been enabled, addressType: IPv4',
    );
  });

  it('are none for a version without Events, for trafficDistribution, and for who never opted in', () => {
    expect(words({})).toBeUndefined();
    expect(words({ version: 'v1.36.0' }, { whatIf: [{ kind: 'mode', mode: 'PreferClose' }] })).toBeUndefined();
    expect(words({ version: 'v1.36.0', annotated: false })).toBeUndefined();
  });
});
