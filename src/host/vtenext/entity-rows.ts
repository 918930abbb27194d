import type { Knex } from 'knex';
import type { HostContext } from './host-context.js';

/** Inserts the row every record and stored file has; creator and owner are the portal user. */
export async function insertEntity(
  { models: { CrmEntity }, metadata, wallClock }: HostContext,
  trx: Knex.Transaction,
  id: number,
  module: string,
): Promise<void> {
  const { portalUser } = metadata.current;
  const now = wallClock.now();
  await CrmEntity.query(trx).insert({
    id,
    creatorId: portalUser.id,
    ownerId: portalUser.id,
    module,
    createdAt: now,
    modifiedAt: now,
  });
}

/** Marks a record as modified by the portal user, and tells its owner as the CRM does when that is somebody else. */
export async function touchEntity(
  { models: { CrmEntity, OwnerNotice }, metadata, wallClock }: HostContext,
  trx: Knex.Transaction,
  record: { readonly id: number; readonly ownerId: number },
  modifiedAt: string = wallClock.now(),
): Promise<void> {
  const { portalUser } = metadata.current;
  await CrmEntity.query(trx)
    .where(CrmEntity.columnOf('id'), record.id)
    .patch({ modifiedBy: portalUser.id, modifiedAt });
  await OwnerNotice.query(trx).where(OwnerNotice.columnOf('recordId'), record.id).delete();
  if (record.ownerId === portalUser.id) return;
  await OwnerNotice.query(trx).insert({ recordId: record.id, ownerId: record.ownerId, flag: null });
}
