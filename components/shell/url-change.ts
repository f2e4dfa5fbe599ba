import type { UrlState } from '#lib/view/url-state.ts';

/** Fields of the page's state to change; undefined takes a field back to its default. */
export type UrlChange = { readonly [Name in keyof UrlState]?: UrlState[Name] | undefined };
