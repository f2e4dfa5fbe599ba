import type { EN } from '#lib/messages/en.ts';

/** A text of the page itself. */
export type MessageKey = keyof typeof EN;
