import type { Check, CheckState } from '../../core/check.js';

/** Every outcome of every check, with what it means; a test looks for the words of each. */
export const checkOutcomes = {
  database: { answers: 'ok', slow: 'warn', down: 'bad', refused: 'bad' },
  server: { known: 'ok', demo: 'ok', old: 'warn' },
  session: { same: 'ok', other: 'bad' },
  zone: { same: 'ok', other: 'warn', unknown: 'warn' },
  charset: { unicode: 'ok', other: 'bad' },
  clock: { same: 'ok', apart: 'warn' },
  schema: { complete: 'ok', missing: 'bad' },
  features: { all: 'ok', some: 'ok' },
  grants: { complete: 'ok', demo: 'ok', missing: 'bad', hidden: 'warn' },
  migrations: { done: 'ok', missing: 'bad', newer: 'bad' },
  version: { same: 'ok', older: 'warn', absent: 'bad' },
  automations: { none: 'ok', some: 'ok', unknown: 'warn' },
  metadata: { fresh: 'ok', stale: 'warn', never: 'warn' },
  extensions: { none: 'ok', on: 'ok', faulty: 'bad', tables: 'bad' },
  erasures: { none: 'ok', waiting: 'warn' },
  smtp: { answers: 'ok', answersToken: 'ok', mailbox: 'ok', none: 'warn', fails: 'bad' },
  dkim: { signed: 'ok', unsigned: 'ok', other: 'warn' },
  outbox: { empty: 'ok', waiting: 'ok', late: 'warn', failed: 'warn' },
  inbox: { off: 'ok', reads: 'ok', shut: 'ok', readOnly: 'ok', fails: 'bad', silent: 'warn' },
  agentMail: { portal: 'ok', crm: 'ok', both: 'warn', nobody: 'warn', unknown: 'warn' },
  watcher: { looks: 'ok', off: 'ok', never: 'warn', silent: 'warn', late: 'warn' },
  storage: { usable: 'ok', missing: 'bad', closed: 'bad' },
  fileModes: { readable: 'ok', closed: 'warn' },
  disk: { enough: 'ok', low: 'warn', full: 'bad', unknown: 'warn' },
  uploads: { usable: 'ok', closed: 'bad' },
  secret: { good: 'ok', demo: 'ok', weak: 'warn' },
  address: { secure: 'ok', local: 'warn', demo: 'ok' },
  proxies: { none: 'ok', trusted: 'ok', missing: 'warn' },
  redis: { unused: 'ok' },
  oldPortal: { gone: 'ok', present: 'warn' },
  portalUrl: { ours: 'ok', demo: 'ok', other: 'warn', unknown: 'warn' },
} as const satisfies Record<string, Record<string, CheckState>>;

export type CheckKey = keyof typeof checkOutcomes;

/** Outcomes any check may have: it took too long, it failed, or there was no database to ask. */
export const commonOutcomes = { tooLate: 'bad', notMade: 'warn', waits: 'warn' } as const satisfies Record<
  string,
  CheckState
>;

/** The parts of the health page. */
export const checkGroups = {
  database: ['database', 'server', 'session', 'charset', 'clock', 'zone', 'schema', 'features', 'grants'],
  portal: ['version', 'migrations', 'metadata', 'automations', 'extensions', 'erasures'],
  mail: ['smtp', 'dkim', 'outbox', 'inbox', 'agentMail', 'watcher'],
  files: ['storage', 'fileModes', 'uploads', 'disk'],
  security: ['address', 'proxies', 'secret', 'redis', 'oldPortal', 'portalUrl'],
} as const satisfies Record<string, readonly CheckKey[]>;

/** What a check found, without its key. */
export type Finding = Omit<Check, 'key' | 'state'>;

/** The work of every check. */
export type Checks = Readonly<Record<CheckKey, () => Promise<Finding> | Finding>>;

/** One finding; facts and lines where its words or remedy need them. */
export function found(outcome: string, facts: Check['facts'] = {}, lines: readonly string[] = []): Finding {
  return { outcome, facts, lines };
}

/** What an outcome means. */
export function stateOf(key: CheckKey, outcome: string): CheckState {
  const own: Readonly<Record<string, CheckState>> = checkOutcomes[key];
  return own[outcome] ?? (commonOutcomes as Readonly<Record<string, CheckState>>)[outcome] ?? 'bad';
}
