import type { Knex } from 'knex';
import type { MessageView } from '../core/view-types.js';

/** Whoever sends forms without ever opening a page must not fill the column until it cuts the text. */
const MOST_MESSAGES = 20;
/** So many forms at the very same moment are no person's. */
const MOST_TRIES = 10;

/** Where a session's row is. */
interface SessionPlace {
  readonly knex: Knex;
  readonly table: string;
  readonly idHash: string;
}

interface FlashRow {
  readonly id_hash: string;
  readonly flash: string | null;
}

/** The messages that wait in a session's column. */
export function readFlash(text: string | null): readonly MessageView[] {
  return text ? (JSON.parse(text) as MessageView[]) : [];
}

/** Keeps messages for the next page beside those that others keep at the same time; of very many the last ones. */
export async function addFlash({ knex, table, idHash }: SessionPlace, added: readonly MessageView[]): Promise<void> {
  const sessions = () => knex<FlashRow>(table).where('id_hash', idHash);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const row = await sessions().first('flash');
    if (!row) return;
    const flash = JSON.stringify([...readFlash(row.flash), ...added].slice(-MOST_MESSAGES));
    if ((await sessions().where('flash', row.flash).update({ flash })) > 0) return;
  }
}

/** Forgets the messages a page shows; one that came meanwhile stays, and they with it. */
export async function dropFlash({ knex, table, idHash }: SessionPlace, shown: readonly MessageView[]): Promise<void> {
  await knex<FlashRow>(table)
    .where({ id_hash: idHash, flash: JSON.stringify(shown) })
    .update({ flash: null });
}
