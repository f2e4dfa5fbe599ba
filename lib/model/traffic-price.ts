/**
 * What a GiB that crosses zones costs, without a currency: clouds charge the zone that it leaves and the zone that it
 * enters, each by itself.
 */
export interface TrafficPrice {
  readonly leaving: number;
  readonly entering: number;
}
