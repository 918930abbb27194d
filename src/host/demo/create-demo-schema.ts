import type { Knex } from 'knex';
import { breathe } from './insert-rows.js';
import { createStatements } from './schema/create-statements.js';
import { demoSequences, demoTables, picklistValueSequence } from './schema/demo-tables.js';

/**
 * Creates every table of the CRM that the portal touches, with the CRM's names, columns, defaults and indexes, and
 * its sequence tables at 0. What is there already is left alone.
 */
export async function createDemoSchema(knex: Knex): Promise<void> {
  const sequences = [...demoSequences.map((sequence) => sequence.name), picklistValueSequence];
  await knex.transaction(async (trx) => {
    for (const table of demoTables) {
      for (const statement of createStatements(table)) await trx.raw(statement);
      await breathe();
    }
    for (const name of sequences) await createSequence(trx, name);
  });
}

async function createSequence(trx: Knex.Transaction, name: string): Promise<void> {
  await trx.raw(`CREATE TABLE IF NOT EXISTS "${name}" ("id" int(11) NOT NULL)`);
  await trx.raw(`INSERT INTO "${name}" ("id") SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM "${name}")`);
}
