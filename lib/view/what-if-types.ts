import type { Text } from '#lib/model/text.ts';
import type { Predicted } from '#lib/view/view-types.ts';

/** One replica count of the strip. */
export interface StripCell {
  readonly replicas: number;
  readonly hints: boolean;
  readonly inZoneShare?: number;
}

/** The autoscaler of the replicas that a strip counts. */
export interface AutoscalerView {
  /** The first and last count of its range that the strip holds; absent where no range holds, or none of it is there. */
  readonly range?: { readonly first: number; readonly last: number };
  /** What it asks for, where that is not what there is. */
  readonly wants?: number;
  /** Its range and what that does to the hints, or why there is none. */
  readonly texts: readonly Text[];
}

/** Computed beside the page, since it may take longer than a frame. */
export interface StripView {
  /** Empty where no slider can move the Service's pods. */
  readonly cells: readonly StripCell[];
  /** The nearest counts that turn hints on or off; absent where the Service asks for none. */
  readonly turning?: Text;
  /** Absent where autoscalers are not read, and where none scales the pods. */
  readonly autoscaler?: AutoscalerView;
  /** The worst that removing pods may come to; absent where only one outcome is possible. */
  readonly worst?: Text;
}

/** One step of a rollout; the first is 0, before it begins. */
export interface RolloutView {
  readonly step: number;
  readonly last: number;
  readonly ready: number;
  readonly surging: number;
  readonly terminating: number;
  /** By zone: the fewest pods that serve, and the step at which they are so few. */
  readonly worst: readonly { readonly zone?: string; readonly ready: number; readonly step: number }[];
}

export interface WhatIfView {
  /** `Deployment/coredns`; absent when there is no slider. */
  readonly workload?: string;
  readonly noSlider?: Text;
  readonly replicas: Predicted<number>;
  /** Each change of the what-if in words, in the URL's order. */
  readonly changes: readonly { readonly id: string; readonly text: Text }[];
  readonly rollout?: RolloutView;
  /** What a Deployment of now has that says nothing. */
  readonly rolloutLimits: { readonly surge: number; readonly unavailable: number };
  /** Which pods go or come; the sure ones apart from the likely ones. */
  readonly outcome: readonly Text[];
  readonly headline: readonly Text[];
  readonly assumptions: readonly Text[];
  readonly active: boolean;
}
