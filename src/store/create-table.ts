import type { Knex } from 'knex';

/**
 * Creates one of the portal's tables unless it exists. On MariaDB and MySQL it is utf8mb4 with a binary collation, whatever the
 * database's default: keys and hashes compare byte for byte. Text is `text`, times are epoch milliseconds.
 */
export async function createTable(knex: Knex, name: string, build: (table: Knex.CreateTableBuilder) => void): Promise<void> {
  if (await knex.schema.hasTable(name)) return;
  await knex.schema.createTable(name, (table) => {
    if (knex.client.config.client === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    build(table);
  });
}
