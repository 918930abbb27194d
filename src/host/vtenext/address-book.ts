import type { Knex } from 'knex';
import type { HostContext } from './host-context.js';

/** Uitypes whose addresses the CRM's mail composer offers. */
export const addressUitypes: ReadonlySet<number> = new Set([13, 104]);

/** Writes a record's addresses for the CRM's mail composer anew, as every save does, and marks the lists that changed. */
export async function writeAddressBook(
  { models: { AddressEntry, AddressListState }, metadata, wallClock }: HostContext,
  trx: Knex.Transaction,
  record: { readonly id: number; readonly module: string },
  addresses: readonly string[],
  userId: number = metadata.current.portalUser.id,
): Promise<void> {
  const known = await AddressEntry.query(trx)
    .where(AddressEntry.columnOf('recordId'), record.id)
    .select(AddressEntry.columnOf('userId'));
  await AddressEntry.query(trx).where(AddressEntry.columnOf('recordId'), record.id).delete();
  for (const address of new Set(addresses)) {
    const entry = { userId, address, recordId: record.id, module: record.module };
    // An address that another record holds in this list stays that record's.
    await AddressEntry.query(trx)
      .insert(entry)
      .onConflict(AddressEntry.idColumn as string[])
      .ignore();
  }
  const lists = new Set([...known.map((entry) => entry.userId), ...(addresses.length > 0 ? [userId] : [])]);
  await AddressListState.query(trx)
    .whereIn(AddressListState.columnOf('userId'), [...lists])
    .patch({ updatedAt: wallClock.now() });
}
