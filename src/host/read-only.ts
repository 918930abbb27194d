import { AsyncLocalStorage } from 'node:async_hooks';
import type { Knex } from 'knex';
import { CrmReadOnlyError, NotAllowedError } from '../core/errors.js';

/** Whether the CRM's own tables, those with `prefix`, may only be read now. */
interface CrmGuard {
  readonly prefix: string;
  readonly isReadOnly: () => boolean;
}

const reading = new AsyncLocalStorage<true>();

/** By the configuration of a client: transactions and bound models share it. */
const guards = new WeakMap<object, CrmGuard>();

/**
 * Runs work in which no statement through knex changes anything, in whatever depth and however long it goes on: everything but reading throws
 * NotAllowedError. Only what runs because of this work is bound; others go on writing beside it.
 */
export function readOnly<T>(work: () => Promise<T>): Promise<T> {
  return reading.run(true, work);
}

/** Whether this work may only read: somebody looks at what another person would see. */
export function isOnlyReading(): boolean {
  return reading.getStore() === true;
}

/** From now on a database's CRM tables are only read while `isReadOnly` says so; the portal's own tables stay writable. */
export function guardCrm(knex: Knex, prefix: string, isReadOnly: () => boolean): void {
  guards.set(configOf(knex), { prefix, isReadOnly });
}

/** Whether the CRM is only read now, for this work or for all: what merely keeps books there is left out then. */
export function isCrmReadOnly(knex: Knex): boolean {
  return isOnlyReading() || isCrmHeld(knex);
}

/** Whether the CRM is only read now for everybody: it is being upgraded. */
export function isCrmHeld(knex: Knex): boolean {
  return guards.get(configOf(knex))?.isReadOnly() === true;
}

/** What every statement passes on its way to the driver; `config` is that of its client. */
export function checkStatement(config: object, sql: string): void {
  const isFree = !isOnlyReading();
  const guard = guards.get(config);
  if (isFree && !guard?.isReadOnly()) return;
  if (isReading(sql)) return;
  if (!isFree) throw new NotAllowedError('visitReadOnly');
  if (!isPortalTable(sql) && !isPortalLock(sql)) throw new CrmReadOnlyError();
}

/** Comments are passed over, as servers do; a `with` may start a DELETE and so counts as a write. */
function isReading(sql: string): boolean {
  const words = sql.replace(/^(?:\s|--[^\n]*\n|#[^\n]*\n|\/\*(?!!)[\s\S]*?\*\/|\()+/, '').toLowerCase();
  if (
    /^(?:begin|commit|rollback|savepoint|release savepoint|start transaction|set transaction|show|explain|desc|describe)\b/.test(
      words,
    )
  )
    return true;
  return /^select\b/.test(words) && !/\bfor update\b|\binto\s+(?:outfile|dumpfile|@)/.test(words);
}

const TARGET =
  /^\s*(?:insert\s+(?:ignore\s+|or\s+\w+\s+)?into|replace\s+into|update(?:\s+ignore|\s+or\s+\w+)?|delete\s+from|truncate(?:\s+table)?|(?:create|drop|alter)\s+table(?:\s+if\s+(?:not\s+)?exists)?|create\s+(?:unique\s+)?index\s+\S+\s+on)\s+[`"]?(\w+)/i;

/** A statement whose table cannot be told is none of the portal's own. */
function isPortalTable(sql: string): boolean {
  return /^portal_/i.test(TARGET.exec(sql)?.[1] ?? '');
}

/** Rows of the portal's own tables alone that are read to be changed: mails are leased so, and profiles published. */
function isPortalLock(sql: string): boolean {
  if (!/^\s*select\b[\s\S]*\bfor update\b/i.test(sql) || /\binto\b/i.test(sql)) return false;
  const tables = [...sql.matchAll(/\b(?:from|join)\s+[`"]?(\w+)/gi)].map(([, table = '']) => table);
  return tables.length > 0 && tables.every((table) => /^portal_/i.test(table));
}

function configOf(knex: Knex): object {
  return (knex.client as { readonly config: object }).config;
}
