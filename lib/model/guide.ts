import type { NamespacedName } from '#lib/model/names.ts';
import type { Text } from '#lib/model/text.ts';

/** One step of the embedded cluster's guide. */
export interface GuideStep {
  readonly id: string;
  readonly text: Text;
  /** To copy, one command each; empty where there is only something to read. */
  readonly commands: readonly string[];
  /** True once the cluster shows that the step has been done; a step that only reads is never done. */
  readonly done: boolean;
}

/** The guide of an embedded cluster's world, as the page shows it. */
export interface Guide {
  readonly world: string;
  readonly title: Text;
  /** The Service to look at first. */
  readonly service?: NamespacedName;
  /** True when the controllers look again only when that minor's would. */
  readonly strict: boolean;
  /** What makes kubectl speak to the embedded cluster. */
  readonly kubeconfig: string;
  readonly steps: readonly GuideStep[];
}
