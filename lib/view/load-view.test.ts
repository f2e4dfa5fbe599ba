import { describe, expect, it } from 'vitest';
import { parseMix } from '#lib/scenario/mix-grammar.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { loadView } from '#lib/view/load-view.ts';
import type { UrlState } from '#lib/view/url-state.ts';

function viewOf(url: Partial<UrlState>, pods?: readonly string[]) {
  const asked = ask(pods === undefined ? {} : { pods }, url);
  return loadView(asked.answer, asked.url);
}

function mixed(text: string): Partial<UrlState> {
  const parsed = parseMix(text);
  if (!('mix' in parsed)) throw new Error(parsed.problem);
  return { mix: parsed.mix };
}

const BYTES = 400 * 2 ** 30;
const PRICE = { leaving: 0.01, entering: 0.02 };

describe('loadView', () => {
  it('names the mix, and finds nothing where each zone keeps its fair share', () => {
    const view = viewOf({});
    expect(view.mix.key).toBe('mix.cpu');
    expect(view.findings).toEqual([]);
    expect(view.crossing).toEqual({ value: 0 });
    expect(view.cost).toBeUndefined();
  });

  it('finds the zone that overloads, and the endpoints that nobody reaches', () => {
    const view = viewOf(mixed('a=100'));
    expect(view.mix).toEqual({ key: 'mix.zones', values: { parts: 'a 100' } });
    expect(view.findings).toEqual([
      { key: 'load.idle', values: { endpoints: 2 } },
      { key: 'load.overloaded-zone', values: { zone: 'a', load: 2 } },
    ]);
    expect(view.zones.map(({ overloaded }) => overloaded)).toEqual([true, false]);
  });

  it('costs what crosses, predicted beside live', () => {
    const cost = viewOf({ bytes: BYTES, price: PRICE, whatIf: [{ kind: 'mode', mode: 'off' }] }).cost;
    expect(cost?.total).toEqual({ value: 6, live: 0 });
    expect(cost?.text.values).toEqual({ gib: 200, leaving: 0.01, entering: 0.02 });
  });

  it('has no cost without a price, and none where nothing is dialled', () => {
    expect(viewOf({ bytes: BYTES }).cost).toBeUndefined();
    expect(viewOf({ bytes: BYTES, price: PRICE }, []).cost).toBeUndefined();
  });

  it('says that the clients are not known while their Service is not', () => {
    const view = viewOf(mixed('service:shop/web'));
    expect(view.mix).toEqual({ key: 'mix.service-unknown', values: { service: 'shop/web' } });
    expect(view.crossing).toBeUndefined();
  });
});
