import type { TextPair } from '#lib/messages/text-pair.ts';

/** How the page's data reach it, and who else may see them. */
export const CONNECTION_TEXTS = {
  'notice-open-to-all': {
    en: 'Whoever can reach this address sees this cluster: nobody is asked who they are (--auth none-and-i-know-it).',
    zh: '任何能访问此地址的人都能看到这个集群：没有身份验证（--auth none-and-i-know-it）。',
  },
} as const satisfies Readonly<Record<string, TextPair>>;
