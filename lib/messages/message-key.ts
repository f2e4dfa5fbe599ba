import type { COMPARE_PAGE_TEXTS } from '#lib/messages/compare-texts.ts';
import type { CONNECTION_TEXTS } from '#lib/messages/connection-texts.ts';
import type { DUMP_PAGE_TEXTS } from '#lib/messages/dump-texts.ts';
import type { EN } from '#lib/messages/en.ts';
import type { LOAD_PAGE_TEXTS } from '#lib/messages/load-texts.ts';
import type { NODES_PAGE_TEXTS } from '#lib/messages/nodes-texts.ts';
import type { SHARE_TEXTS, TICKET_TEXTS } from '#lib/messages/share-texts.ts';
import type { SWEEP_PAGE_TEXTS } from '#lib/messages/sweep-texts.ts';
import type { TIMELINE_TEXTS } from '#lib/messages/timeline-texts.ts';
import type { WHAT_IF_PAGE_TEXTS } from '#lib/messages/what-if-texts.ts';
import type { WHY_PAGE_TEXTS } from '#lib/messages/why-page-texts.ts';

/** A text of the page itself. */
export type MessageKey =
  | keyof typeof EN
  | keyof typeof COMPARE_PAGE_TEXTS
  | keyof typeof DUMP_PAGE_TEXTS
  | keyof typeof LOAD_PAGE_TEXTS
  | keyof typeof SWEEP_PAGE_TEXTS
  | keyof typeof SHARE_TEXTS
  | keyof typeof TICKET_TEXTS
  | keyof typeof TIMELINE_TEXTS
  | keyof typeof CONNECTION_TEXTS
  | keyof typeof NODES_PAGE_TEXTS
  | keyof typeof WHAT_IF_PAGE_TEXTS
  | keyof typeof WHY_PAGE_TEXTS;
