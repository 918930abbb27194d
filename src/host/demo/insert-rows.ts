import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';

/** A value of a column of the demo CRM. */
export type DemoValue = string | number | null;

/** A row of the demo CRM; columns left out take the table's defaults. */
export type DemoRow = Readonly<Record<string, DemoValue>>;

const rowsPerStatement = 100;

/** Lets the event loop turn: the driver frees its statements only then. */
export const breathe = (): Promise<void> => setImmediate();

/** Inserts many rows in few statements; rows need not name the same columns. */
export async function insertRows(trx: Knex, table: string, rows: readonly DemoRow[]): Promise<void> {
  for (const group of groupByColumns(rows)) {
    for (let start = 0; start < group.length; start += rowsPerStatement) {
      await trx(table).insert(group.slice(start, start + rowsPerStatement));
      await breathe();
    }
  }
}

/** One INSERT of rows with different columns would write NULL where the table has a default. */
function groupByColumns(rows: readonly DemoRow[]): DemoRow[][] {
  const groups = new Map<string, DemoRow[]>();
  for (const row of rows) {
    const columns = Object.keys(row).join();
    const group = groups.get(columns);
    if (group === undefined) groups.set(columns, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
