import type { Knex } from 'knex';
import { writeDisplayName } from './display-name.js';
import { insertEntity } from './entity-rows.js';
import type { HostContext } from './host-context.js';
import { escapeMarkup } from './notification-texts.js';

const talkModule = 'ModComments';

/**
 * Starts a talk of the staff about a record, as the CRM's own page does; customers never see any. It is for `readers`, who also find it
 * among their unread ones, or for everybody where there are none. The CRM prints talks as markup, so what is written must stay text.
 */
export async function writeTalk(
  context: HostContext,
  trx: Knex.Transaction,
  id: number,
  recordId: number,
  text: string,
  readers: readonly number[],
): Promise<void> {
  const { prefix } = context;
  const content = escapeMarkup(text);
  await insertEntity(context, trx, id, talkModule);
  await trx(`${prefix}modcomments`).insert({
    modcommentsid: id,
    commentcontent: content,
    related_to: String(recordId),
    parent_comments: 0,
    visibility_comm: readers.length > 0 ? 'Users' : 'All',
    lastchild: id,
    related_to_perm: 0,
  });
  // The CRM joins this row, so a talk without it would not be shown.
  await trx(`${prefix}modcommentscf`).insert({ modcommentsid: id });
  await writeDisplayName(context, trx, id, talkModule, content);
  for (const user of readers) {
    await trx(`${prefix}modcomments_users`).insert({ id, user });
    await trx(UNREAD).insert({ id, userid: user, type: talkModule, forced: 0 });
  }
}

/** The CRM has this name fixed, whatever its prefix. */
const UNREAD = 'vte_notifications';
