import type { Knex } from 'knex';
import { isMysql } from './database-facts.js';

/** The portal's own connection as the server sees it. */
export interface SessionFacts {
  /** Empty, as the CRM's. */
  readonly sqlMode: string;
  readonly timeZone: string;
  readonly charset: string;
  readonly collation: string;
  /** The server's clock, epoch ms, to the second. */
  readonly now: number;
}

/** Asks the server about this connection; one statement. */
export async function readSessionFacts(knex: Knex): Promise<SessionFacts> {
  if (!isMysql(knex)) {
    const row = await knex.first<{ now: number }>(knex.raw("cast(strftime('%s', 'now') as integer) AS now"));
    return { sqlMode: '', timeZone: 'UTC', charset: 'utf-8', collation: '', now: Number(row.now) * 1000 };
  }
  const row = await knex.first<Readonly<Record<'mode' | 'zone' | 'charset' | 'collation' | 'now', string>>>(
    knex.raw(
      '@@session.sql_mode AS mode, @@session.time_zone AS zone, @@character_set_connection AS charset,' +
        ' @@collation_connection AS collation, unix_timestamp() AS now',
    ),
  );
  const { mode, zone, charset, collation, now } = row;
  return { sqlMode: mode, timeZone: zone, charset, collation, now: Number(now) * 1000 };
}

/** This account as GRANT writes it, `'portal'@'127.0.0.1'`; undefined: the database knows no accounts. */
export async function readOwnAccount(knex: Knex): Promise<string | undefined> {
  if (!isMysql(knex)) return undefined;
  const { account } = await knex.first<{ readonly account: string }>(knex.raw('CURRENT_USER() AS account'));
  const at = account.lastIndexOf('@');
  return `${quote(account.slice(0, at))}@${quote(account.slice(at + 1))}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What this account may do, as the server writes it; undefined: the database knows no accounts. */
export async function readOwnGrants(knex: Knex): Promise<readonly string[] | undefined> {
  if (!isMysql(knex)) return undefined;
  const [rows] = await knex.raw('SHOW GRANTS');
  return (rows as Readonly<Record<string, string>>[]).flatMap((row) => Object.values(row));
}
