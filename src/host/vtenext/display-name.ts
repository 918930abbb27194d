import type { Knex } from 'knex';
import type { HostContext } from './host-context.js';

/** Writes the CRM's cache of a record's name, as every save does. */
export async function writeDisplayName(
  { models: { DisplayName }, wallClock }: HostContext,
  trx: Knex.Transaction,
  id: number,
  module: string,
  name: string,
): Promise<void> {
  const key = DisplayName.idColumn as string[];
  await DisplayName.query(trx)
    .insert({ id, module, name: [...name].slice(0, 255).join(''), updatedAt: wallClock.now() })
    .onConflict(key)
    .merge();
}
