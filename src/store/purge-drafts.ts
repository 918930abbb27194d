import type { Knex } from 'knex';

const BATCH = 100;

/** Deletes drafts that are over or were sent, with their files; returns how many rows. Has to run before sent forms' keys are forgotten. */
export async function purgeDrafts(knex: Knex, now: number): Promise<number> {
  const over = await purge(knex, 'portal_draft', 'id', () =>
    knex('portal_draft').where('expires_at', '<=', now).limit(BATCH).pluck('id'),
  );
  const sent = await purge(knex, 'portal_draft', 'id', () =>
    knex('portal_draft as draft')
      .join('portal_submission as sent', (join) =>
        join.on('sent.contact_id', 'draft.contact_id').andOn('sent.submission_key', 'draft.submission_key'),
      )
      .limit(BATCH)
      .pluck('draft.id'),
  );
  return over + sent + (await purgeFiles(knex));
}

/** Files whose draft is gone; their bytes first, so that none is left without a name. */
async function purgeFiles(knex: Knex): Promise<number> {
  const orphans = () =>
    knex('portal_draft_file as file')
      .leftJoin('portal_draft as draft', 'draft.id', 'file.draft_id')
      .whereNull('draft.id')
      .limit(BATCH)
      .pluck('file.id');
  return purge(knex, 'portal_draft_file', 'id', orphans, (ids) =>
    knex('portal_draft_piece').whereIn('file_id', ids).delete(),
  );
}

async function purge(
  knex: Knex,
  table: string,
  key: string,
  find: () => PromiseLike<(number | string)[]>,
  before: (keys: (number | string)[]) => PromiseLike<unknown> = async () => undefined,
): Promise<number> {
  let purged = 0;
  for (;;) {
    const keys = await find();
    if (keys.length === 0) return purged;
    await before(keys);
    purged += await knex(table).whereIn(key, keys).delete();
    if (keys.length < BATCH) return purged;
  }
}
