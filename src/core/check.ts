/** How one part of the portal is: `warn` is worth a look, `bad` stops something from working. */
export type CheckState = 'ok' | 'warn' | 'bad';

/** What was found out about one part; its words are `admin-health:<key>.<outcome>`, with the remedy under `<outcome>Do` unless all is well. */
export interface Check {
  readonly key: string;
  readonly outcome: string;
  readonly state: CheckState;
  /** Values of the words; never a secret. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** What an administrator copies or looks up: statements, names. */
  readonly lines: readonly string[];
}

/** Checks that belong together, in their order. */
export interface CheckGroup {
  /** Its words are `admin-health:groups.<key>`. */
  readonly key: string;
  readonly checks: readonly Check[];
}
