import type { NamespacedName } from '#lib/model/names.ts';

/**
 * A text of a guide in both languages of the page. Guides are part of their world, not of `lib/messages`:
 * the server sends them, so a world is one file.
 */
export interface GuideText {
  readonly en: string;
  readonly zh: string;
}

/** One step of the embedded cluster's guide. */
export interface GuideStep {
  readonly id: string;
  readonly title: GuideText;
  readonly text: GuideText;
  /** To copy, one command each; empty where there is only something to read. */
  readonly commands: readonly string[];
  /** True once the cluster shows that the step has been done; a step that only reads is never done. */
  readonly done: boolean;
  /** True for a step that only reads: it has no tick. */
  readonly readOnly: boolean;
}

/** The guide of an embedded cluster's world, as the page shows it. */
export interface Guide {
  readonly world: string;
  readonly title: GuideText;
  /** What this cluster is and that it is a demo; how soon its controllers take changes up. */
  readonly about: GuideText;
  /** The Service to look at first. */
  readonly service?: NamespacedName;
  /** True when the controllers look again only when that minor's would. */
  readonly strict: boolean;
  /** The command that makes kubectl speak to the embedded cluster: `export KUBECONFIG=...`. */
  readonly kubeconfig: string;
  readonly steps: readonly GuideStep[];
}
