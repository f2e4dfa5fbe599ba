import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { VERDICT_REASONS } from '#lib/diagnose/port-verdict.ts';
import { WHY_KEYS } from '#lib/diagnose/why-keys.ts';
import { LANGUAGES } from '#lib/messages/language.ts';
import { templateOf } from '#lib/messages/translate.ts';
import { SCENARIO_TEXT_KEYS } from '#lib/scenario/scenario-text-keys.ts';
import { TEXT_TEMPLATES, text } from '#lib/view/text-keys.ts';

const KEY_TABLES = ['text-keys.ts', 'why-keys.ts', 'scenario-text-keys.ts'];
const ROOMS = ['view', 'diagnose', 'scenario'];

function sources(): string {
  return ROOMS.flatMap((room) => {
    const folder = fileURLToPath(new URL(`../${room}/`, import.meta.url));
    return readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.includes('.test') && !KEY_TABLES.includes(file))
      .map((file) => readFileSync(folder + file, 'utf8'));
  }).join('\n');
}

describe('the texts of the pure rooms', () => {
  const code = sources();
  const isKnown = (key: string) => LANGUAGES.every((language) => templateOf(key, language) !== undefined);

  it('are all worded in every language', () => {
    const said = [...code.matchAll(/(?:key: |assume\(\w+, |refuse\(\w+, )'([a-z-]+\.[a-z-]+)'/g)].map(
      (match) => match[1] ?? '',
    );
    expect(said.length).toBeGreaterThan(10);
    expect(said.filter((key) => !isKnown(key))).toEqual([]);
  });

  it('are all said somewhere', () => {
    const families = [/^change\.zone-down-/, /^verdict\./, /^mode\./, /^column\.filter-/, /^node\.not-counted\./];
    const unused = [...Object.keys(TEXT_TEMPLATES), ...WHY_KEYS, ...SCENARIO_TEXT_KEYS].filter(
      (key) => !code.includes(`'${key}'`) && !families.some((family) => family.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it('hold the reasons that only a verdict has', () => {
    expect(VERDICT_REASONS.filter((key) => !isKnown(key))).toEqual([]);
  });

  it('are plain data', () => {
    expect(text('lane.zone', { zone: 'a' })).toEqual({ key: 'lane.zone', values: { zone: 'a' } });
  });
});
