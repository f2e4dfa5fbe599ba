/** The programs whose feature gates matter to zone routing. Each has its own. */
export type Program = 'api-server' | 'controller' | 'kube-proxy';

export type GateState = boolean | 'unknown';

/** Gate name to state: what is in force in one program. */
export type GateStateByName = Readonly<Record<string, GateState>>;

/** One `[program[@NODE]:]Gate=state` of `--feature-gates` or the URL's `gates`; no program means all of them. */
export interface GateOverride {
  readonly program?: Program;
  readonly node?: string;
  readonly gate: string;
  readonly state: GateState;
}
