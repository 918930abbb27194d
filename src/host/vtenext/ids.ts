import type { Knex } from 'knex';
import { isMysql } from '../database-facts.js';
import { withLockRetry } from '../transaction.js';

/** The CRM's sequences the portal takes ids from, with the column whose highest value each must have reached. */
const sequences = {
  crmentity: 'crmid',
  ticketcomments: 'commentid',
  faqcomments: 'commentid',
  changelog: 'changelogid',
  modnotifications: 'modnotificationsid',
  settings_field: 'fieldid',
  links: 'linkid',
} as const;

export type SequenceName = keyof typeof sequences;

/**
 * Takes `count` ids in a row and returns them, ascending. One statement that commits by itself: never run it inside a transaction,
 * or the whole CRM waits for it. Ids not used leave a gap, which the CRM does not mind.
 */
export async function nextIds(
  knex: Knex,
  prefix: string,
  sequence: SequenceName,
  count: number,
): Promise<readonly number[]> {
  if (count === 0) return [];
  const table = `${prefix}${sequence}_seq`;
  const last = await withLockRetry(() => advance(knex, table, count));
  if (last === undefined) throw new Error(`the sequence ${table} has no row: run portal install`);
  return Array.from({ length: count }, (_, index) => last - count + 1 + index);
}

/** Takes one id. */
export async function nextId(knex: Knex, prefix: string, sequence: SequenceName): Promise<number> {
  const [id] = await nextIds(knex, prefix, sequence, 1);
  return id as number;
}

/**
 * Creates the sequence tables the CRM makes only at first use, and fills empty ones with the highest id in use: the CRM would start
 * them at 0. Needs the right to create tables. Returns the names of those it created.
 */
export async function ensureSequences(knex: Knex, prefix: string): Promise<readonly string[]> {
  const created: string[] = [];
  for (const [name, column] of Object.entries(sequences)) {
    const table = `${prefix}${name}_seq`;
    // A CRM may lack a whole module.
    if (!(await knex.schema.hasTable(prefix + name))) continue;
    if (!(await knex.schema.hasTable(table))) {
      await knex.raw('CREATE TABLE IF NOT EXISTS ?? (id int(11) NOT NULL)', [table]);
      created.push(table);
    }
    // One statement, so that the CRM cannot put its own row in between.
    await knex.raw(
      'INSERT INTO ?? (id) SELECT highest FROM (SELECT COALESCE(MAX(??), 0) AS highest FROM ??) AS used' +
        ' WHERE NOT EXISTS (SELECT 1 FROM ??)',
      [table, column, `${prefix}${name}`, table],
    );
  }
  return created;
}

async function advance(knex: Knex, table: string, count: number): Promise<number | undefined> {
  if (!isMysql(knex)) {
    const [row] = (await knex.raw('UPDATE ?? SET id = id + ? RETURNING id', [table, count])) as {
      readonly id: number;
    }[];
    return row?.id;
  }
  // LAST_INSERT_ID(expression) comes back in the answer to this very statement, so no second one has to meet the same connection.
  const [answer] = (await knex.raw('UPDATE ?? SET id = LAST_INSERT_ID(id + ?)', [table, count])) as [
    { readonly insertId: number; readonly affectedRows: number },
  ];
  return answer.affectedRows === 0 ? undefined : answer.insertId;
}
