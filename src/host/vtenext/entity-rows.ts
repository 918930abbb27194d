import type { Knex } from 'knex';
import type { HostContext } from './host-context.js';

/** Inserts the row every record and stored file has; its creator is the portal user, its owner too unless told. */
export async function insertEntity(
  { models: { CrmEntity }, metadata, wallClock }: HostContext,
  trx: Knex.Transaction,
  id: number,
  module: string,
  ownerId: number = metadata.current.portalUser.id,
): Promise<void> {
  const { portalUser } = metadata.current;
  const now = wallClock.now();
  await CrmEntity.query(trx).insert({
    id,
    creatorId: portalUser.id,
    ownerId,
    module,
    createdAt: now,
    modifiedAt: now,
  });
}

/** Marks a record as modified by a CRM user, and tells its owner as the CRM does when that is somebody else. */
export async function touchEntity(
  { models: { CrmEntity, OwnerNotice }, metadata, wallClock }: HostContext,
  trx: Knex.Transaction,
  record: { readonly id: number; readonly ownerId: number },
  modifiedAt: string = wallClock.now(),
  userId: number = metadata.current.portalUser.id,
): Promise<void> {
  await CrmEntity.query(trx).where(CrmEntity.columnOf('id'), record.id).patch({ modifiedBy: userId, modifiedAt });
  await OwnerNotice.query(trx).where(OwnerNotice.columnOf('recordId'), record.id).delete();
  if (record.ownerId === userId) return;
  await OwnerNotice.query(trx).insert({ recordId: record.id, ownerId: record.ownerId, flag: null });
}
