import { COMPARE_PAGE_TEXTS, COMPARE_TEXTS } from '#lib/messages/compare-texts.ts';
import { CONNECTION_TEXTS } from '#lib/messages/connection-texts.ts';
import { DATA_PLANE_GROUP_TEXTS, DATA_PLANE_KIND_TEXTS, DATA_PLANE_TEXTS } from '#lib/messages/data-plane-texts.ts';
import { DUMP_CAUSE_TEXTS, DUMP_NOTE_TEXTS, DUMP_PAGE_TEXTS, DUMP_STATUS_TEXTS } from '#lib/messages/dump-texts.ts';
import { EN } from '#lib/messages/en.ts';
import { FILE_PROBLEMS_ZH } from '#lib/messages/file-texts.ts';
import { FIX_TEXTS } from '#lib/messages/fix-texts.ts';
import { GATE_TEXTS } from '#lib/messages/gate-texts.ts';
import { HINT_TEXTS } from '#lib/messages/hint-texts.ts';
import type { Language } from '#lib/messages/language.ts';
import { LINT_TEXTS } from '#lib/messages/lint-texts.ts';
import { LOAD_PAGE_TEXTS, LOAD_TEXTS } from '#lib/messages/load-texts.ts';
import { NODE_COUNT_TEXTS, NODES_PAGE_TEXTS } from '#lib/messages/nodes-texts.ts';
import { PROXY_TEXTS, SKIP_TEXTS } from '#lib/messages/proxy-texts.ts';
import { PLACEMENT_TEXTS, REJECT_TEXTS, SCALE_DOWN_TEXTS } from '#lib/messages/replica-texts.ts';
import { SCENARIO_TEXTS } from '#lib/messages/scenario-texts.ts';
import { SHARE_TEXTS, TICKET_TEXTS } from '#lib/messages/share-texts.ts';
import { SWEEP_PAGE_TEXTS, SWEEP_TEXTS } from '#lib/messages/sweep-texts.ts';
import { fillTemplate, type MessagePart, type MessageValues } from '#lib/messages/template.ts';
import type { TextPair } from '#lib/messages/text-pair.ts';
import { CAUSE_TEXTS, TIMELINE_TEXTS } from '#lib/messages/timeline-texts.ts';
import { TRUE_CAUSE_TEXTS } from '#lib/messages/true-cause-texts.ts';
import { VIEW_ZH } from '#lib/messages/view-zh.ts';
import { WHAT_IF_PAGE_TEXTS } from '#lib/messages/what-if-texts.ts';
import { WHY_PAGE_TEXTS } from '#lib/messages/why-page-texts.ts';
import { STANDING_TEXTS, WHY_TEXTS } from '#lib/messages/why-texts.ts';
import { ZH } from '#lib/messages/zh.ts';
import { FILE_PROBLEMS } from '#lib/model/file-error.ts';
import type { Text } from '#lib/model/text.ts';
import { TEXT_TEMPLATES } from '#lib/view/text-keys.ts';

/** Tables whose keys stand as they are; where two share a key, its words are the same in both. */
const PAIRS: readonly Readonly<Record<string, TextPair>>[] = [
  HINT_TEXTS,
  PROXY_TEXTS,
  SKIP_TEXTS,
  SCALE_DOWN_TEXTS,
  REJECT_TEXTS,
  PLACEMENT_TEXTS,
  DATA_PLANE_TEXTS,
  DATA_PLANE_GROUP_TEXTS,
  DATA_PLANE_KIND_TEXTS,
  GATE_TEXTS,
  SCENARIO_TEXTS,
  WHAT_IF_PAGE_TEXTS,
  LOAD_TEXTS,
  LOAD_PAGE_TEXTS,
  SWEEP_TEXTS,
  SWEEP_PAGE_TEXTS,
  COMPARE_TEXTS,
  COMPARE_PAGE_TEXTS,
  CAUSE_TEXTS,
  TIMELINE_TEXTS,
  SHARE_TEXTS,
  TICKET_TEXTS,
  CONNECTION_TEXTS,
  STANDING_TEXTS,
  TRUE_CAUSE_TEXTS,
  FIX_TEXTS,
  WHY_TEXTS,
  LINT_TEXTS,
  NODE_COUNT_TEXTS,
  NODES_PAGE_TEXTS,
  WHY_PAGE_TEXTS,
  DUMP_CAUSE_TEXTS,
  DUMP_STATUS_TEXTS,
  DUMP_NOTE_TEXTS,
  DUMP_PAGE_TEXTS,
];

const templateByKey: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: templatesOf('en', [TEXT_TEMPLATES, EN, FILE_PROBLEMS]),
  zh: templatesOf('zh', [VIEW_ZH, ZH, FILE_PROBLEMS_ZH]),
};

/** The template of a key; undefined when no table has it. */
export function templateOf(key: string, language: Language): string | undefined {
  return templateByKey[language].get(key);
}

/** A text in words and values; a key that no table has is its own words, so that the fault can be seen. */
export function translateParts(text: Text, language: Language): readonly MessagePart[] {
  return fillTemplate(templateOf(text.key, language) ?? text.key, inWords(text.values ?? {}, language), language);
}

/** A verdict is a word of ours, not of the cluster: it is translated, too. */
function inWords(values: MessageValues, language: Language): MessageValues {
  const { verdict } = values;
  const word = typeof verdict === 'string' ? templateOf(`verdict-${verdict}`, language) : undefined;
  return word === undefined ? values : { ...values, verdict: word };
}

/** A text as one plain string. */
export function translate(text: Text, language: Language): string {
  return translateParts(text, language)
    .map((part) => part.text)
    .join('');
}

function templatesOf(
  language: Language,
  tables: readonly Readonly<Record<string, string>>[],
): ReadonlyMap<string, string> {
  return new Map([
    ...PAIRS.flatMap((table) => Object.entries(table).map(([key, pair]): [string, string] => [key, pair[language]])),
    ...tables.flatMap((table) => Object.entries(table)),
  ]);
}
