import type { TextPair } from '#lib/messages/text-pair.ts';

/** The page's own words around the three lines of Why. */
export const WHY_PAGE_TEXTS = {
  'why-and-more': { en: 'and {count} more', zh: '以及另外 {count} 个' },
  'why-ports-differ': { en: 'Ports and families differ', zh: '各端口和地址族不同' },
  'why-hints-differ': { en: 'Hints are not those that the rules predict', zh: 'hint 与规则预测的不同' },
  'why-hinted-to': { en: 'Hinted to', zh: 'hint 指向' },
  'why-by-the-rules': { en: 'By the rules', zh: '按规则' },
  'why-as-they-stand': { en: 'As they stand', zh: '实际' },
  'why-still-crossing': { en: 'Hints on, still crossing', zh: '有 hint，仍跨 zone' },
} as const satisfies Readonly<Record<string, TextPair>>;
