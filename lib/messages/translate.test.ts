import { describe, expect, test } from 'vitest';
import { DATA_PLANE_FINDINGS } from '#lib/diagnose/data-plane.ts';
import { VERDICT_REASONS } from '#lib/diagnose/port-verdict.ts';
import { WHY_KEYS } from '#lib/diagnose/why-keys.ts';
import { HINT_REASON_KEYS } from '#lib/hints/hint-reasons.ts';
import { COMPARE_PAGE_TEXTS } from '#lib/messages/compare-texts.ts';
import { CONNECTION_TEXTS } from '#lib/messages/connection-texts.ts';
import { DUMP_CAUSE_TEXTS, DUMP_NOTE_TEXTS, DUMP_PAGE_TEXTS, DUMP_STATUS_TEXTS } from '#lib/messages/dump-texts.ts';
import { EN } from '#lib/messages/en.ts';
import { LANGUAGES } from '#lib/messages/language.ts';
import { LINT_TEXTS } from '#lib/messages/lint-texts.ts';
import { LOAD_PAGE_TEXTS } from '#lib/messages/load-texts.ts';
import { NODE_COUNT_TEXTS, NODES_PAGE_TEXTS } from '#lib/messages/nodes-texts.ts';
import { SHARE_TEXTS, TICKET_TEXTS } from '#lib/messages/share-texts.ts';
import { SWEEP_PAGE_TEXTS } from '#lib/messages/sweep-texts.ts';
import { placeholderNames } from '#lib/messages/template.ts';
import { CAUSE_TEXTS, TIMELINE_TEXTS } from '#lib/messages/timeline-texts.ts';
import { templateOf, translate, translateParts } from '#lib/messages/translate.ts';
import { WHAT_IF_PAGE_TEXTS } from '#lib/messages/what-if-texts.ts';
import { WHY_PAGE_TEXTS } from '#lib/messages/why-page-texts.ts';
import { DATA_PLANE_KINDS } from '#lib/model/data-plane.ts';
import { FILE_PROBLEMS } from '#lib/model/file-error.ts';
import { PROXY_REASONS, SKIP_REASONS } from '#lib/proxy-filter/proxy-reasons.ts';
import { SCALE_DOWN_REASONS } from '#lib/replicas/deletion-rank.ts';
import { PLACEMENT_ASSUMPTIONS } from '#lib/replicas/place-many.ts';
import { REJECT_REASONS } from '#lib/replicas/scheduler/plugin.ts';
import { SCENARIO_TEXT_KEYS } from '#lib/scenario/scenario-text-keys.ts';
import { COMPARE_KEYS } from '#lib/view/compare-keys.ts';
import { LOAD_KEYS } from '#lib/view/load-keys.ts';
import { SWEEP_KEYS } from '#lib/view/sweep-keys.ts';
import { TEXT_TEMPLATES } from '#lib/view/text-keys.ts';

const KEYS_BY_TABLE: Readonly<Record<string, readonly string[]>> = {
  page: Object.keys(EN),
  connection: Object.keys(CONNECTION_TEXTS),
  'dump causes': Object.keys(DUMP_CAUSE_TEXTS),
  'dump statuses': Object.keys(DUMP_STATUS_TEXTS),
  'dump notes': Object.keys(DUMP_NOTE_TEXTS),
  dump: Object.keys(DUMP_PAGE_TEXTS),
  view: Object.keys(TEXT_TEMPLATES),
  hints: HINT_REASON_KEYS,
  'proxy-filter': PROXY_REASONS,
  'not proxied': SKIP_REASONS,
  'scale-down': SCALE_DOWN_REASONS,
  placement: PLACEMENT_ASSUMPTIONS,
  'not schedulable': Object.keys(REJECT_REASONS),
  scenario: SCENARIO_TEXT_KEYS,
  'what-if': Object.keys(WHAT_IF_PAGE_TEXTS),
  verdict: VERDICT_REASONS,
  'data planes': DATA_PLANE_FINDINGS.map((finding) => `data-plane.${finding}`),
  'groups of data planes': DATA_PLANE_FINDINGS.map((finding) => `know.data-plane.${finding}`),
  'kinds of data planes': DATA_PLANE_KINDS.map((kind) => `data-plane-kind.${kind}`),
  'rows of the list': [...SWEEP_KEYS, ...Object.keys(SWEEP_PAGE_TEXTS)],
  comparisons: [...COMPARE_KEYS, ...Object.keys(COMPARE_PAGE_TEXTS)],
  files: Object.keys(FILE_PROBLEMS),
  loads: [...LOAD_KEYS, ...Object.keys(LOAD_PAGE_TEXTS)],
  causes: Object.keys(CAUSE_TEXTS),
  timeline: Object.keys(TIMELINE_TEXTS),
  lint: Object.keys(LINT_TEXTS),
  nodes: [...Object.keys(NODE_COUNT_TEXTS), ...Object.keys(NODES_PAGE_TEXTS)],
  share: [...Object.keys(SHARE_TEXTS), ...Object.keys(TICKET_TEXTS)],
  why: [...WHY_KEYS, ...Object.keys(WHY_PAGE_TEXTS)],
};

describe.each(Object.entries(KEYS_BY_TABLE))('the table of %s', (_table, keys) => {
  test('has words in every language', () => {
    const missing = keys.flatMap((key) =>
      LANGUAGES.filter((language) => (templateOf(key, language) ?? '').trim() === '').map((lang) => `${lang} ${key}`),
    );
    expect(missing).toEqual([]);
  });

  test('names the same values in every language', () => {
    const different = keys.filter((key) => {
      const [first, ...others] = LANGUAGES.map((language) => valuesOf(templateOf(key, language) ?? '').join());
      return others.some((names) => names !== first);
    });
    expect(different).toEqual([]);
  });
});

test('no key stands in two tables, but where one reason belongs to two rooms', () => {
  const all = Object.values(KEYS_BY_TABLE).flatMap((keys) => [...new Set(keys)]);
  const twice = new Set(all.filter((key, index) => all.indexOf(key) !== index));
  const shared = ['node-without-zone', ...VERDICT_REASONS];
  expect([...twice].filter((key) => !shared.includes(key))).toEqual([]);
});

test('Chinese keeps the terms of Kubernetes as they are', () => {
  const terms = /端点|节点|区域|可用区|服务(?!器)|命名空间|提示/;
  const translated = Object.values(KEYS_BY_TABLE)
    .flat()
    .filter((key) => terms.test(templateOf(key, 'zh') ?? ''));
  expect(translated).toEqual([]);
});

test('a text is put into the words of a language', () => {
  expect(translate({ key: 'counts', values: { nodes: 4, zones: 1, services: 1200 } }, 'en')).toBe(
    '4 nodes · 1 zone · 1,200 Services',
  );
  expect(translate({ key: 'syncing-of', values: { done: 3200, of: 10_000 } }, 'zh')).toBe('同步中 3,200 / 10,000');
});

test('text from the cluster stays a part of its own', () => {
  const parts = translateParts({ key: 'on-node', values: { node: '\u202eevil' } }, 'en');
  expect(parts.filter(({ kind }) => kind === 'value')).toEqual([{ kind: 'value', text: '\u202eevil' }]);
});

test('a key that no table has shows itself', () => {
  expect(translate({ key: 'no-such-key' }, 'en')).toBe('no-such-key');
});

/** A value that only chooses between singular and plural may be missing where a language has no plural. */
function valuesOf(template: string): readonly string[] {
  return placeholderNames(template.replaceAll(/\{[a-zA-Z]+(\|[^{}|]*)+\}/g, ''));
}

test('a verdict among the values is a word of the language, too', () => {
  const text = { key: 'why.live-without-share', values: { verdict: 'zone-routed', nodes: 4, all: 4 } };
  expect(translate(text, 'en')).toContain('zone-routed');
  expect(translate(text, 'zh')).toContain('zone 路由');
  expect(translate(text, 'zh')).not.toContain('zone-routed');
});
