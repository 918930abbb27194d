import type { Knex } from 'knex';
import { personalTables } from './personal-tables.js';

/** Ids of contacts the portal still knows something personal of, ascending, behind one. */
export async function personalContactIds(knex: Knex, afterId: number, limit: number): Promise<readonly number[]> {
  const found = await Promise.all([
    ...personalTables.map(({ table, contact, erasure }) => {
      const query = knex(table).distinct(contact).where(contact, '>', afterId).orderBy(contact).limit(limit);
      if (erasure !== 'delete') query.where((open) => whereOpen(open, erasure));
      return query.pluck(contact);
    }),
    knex('portal_audit')
      .distinct('actor_id')
      .where({ actor_kind: 'customer' })
      .whereNot({ actor_name: '' })
      .where('actor_id', '>', afterId)
      .orderBy('actor_id')
      .limit(limit)
      .pluck('actor_id'),
  ]);
  return [...new Set(found.flat().map(Number))].sort((a, b) => a - b).slice(0, limit);
}

/** Forgets contacts, table by table; returns how many rows were deleted or emptied. */
export async function eraseContacts(trx: Knex.Transaction, contactIds: readonly number[]): Promise<number> {
  const ids = [...contactIds];
  let rows = await trx('portal_draft_piece')
    .whereIn('file_id', trx('portal_draft_file').whereIn('contact_id', ids).select('id'))
    .delete();
  for (const { table, contact, erasure } of personalTables) {
    const query = trx(table).whereIn(contact, ids);
    rows +=
      erasure === 'delete'
        ? await query.delete()
        : await query.where((open) => whereOpen(open, erasure)).update(erasure);
  }
  // What they did to others stays, without their name.
  rows += await trx('portal_audit')
    .where({ actor_kind: 'customer' })
    .whereIn('actor_id', ids)
    .whereNot({ actor_name: '' })
    .update({ actor_name: '', network: '' });
  return rows;
}

/** Rows that were emptied before are not found again. */
function whereOpen(query: Knex.QueryBuilder, values: Readonly<Record<string, string | number | null>>): void {
  for (const [column, value] of Object.entries(values)) {
    if (value === null) query.orWhereNotNull(column);
    else query.orWhereNot(column, value);
  }
}
