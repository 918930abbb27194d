import type { Knex } from 'knex';
import type { Author } from '../host-adapter.js';
import type { HostContext } from './host-context.js';

/** What rings the bell of a ticket's people in the CRM. `body` is HTML. */
export interface TicketNotice {
  readonly type: 'Ticket portal created' | 'Ticket portal replied';
  readonly subject: string;
  readonly body: string;
}

/** Who is told of a customer's comment: the assignee, or all members of an assigned group, and the followers. */
export async function ticketAudience(
  { knex: database, prefix, models }: HostContext,
  ticketId: number,
  knex: Knex = database,
): Promise<readonly number[]> {
  const { CrmEntity, Follower, User, Group, GroupMember } = models;
  const owner = (): Knex.QueryBuilder =>
    knex(CrmEntity.tableName).where(CrmEntity.columnOf('id'), ticketId).select(CrmEntity.columnOf('ownerId'));
  const rows: { readonly id: number }[] = await knex.union([
    knex(User.tableName)
      .whereIn(User.columnOf('id'), owner())
      .select({ id: User.columnOf('id') }),
    knex(GroupMember.tableName)
      .whereIn(GroupMember.columnOf('groupId'), owner())
      .select({ id: GroupMember.columnOf('userId') }),
    knex(`${prefix}group2role as g`)
      .join(`${prefix}user2role as u`, 'u.roleid', 'g.roleid')
      .join(Group.tableName, Group.columnOf('id'), 'g.groupid')
      .whereIn('g.groupid', owner())
      .select({ id: 'u.userid' }),
    knex(Follower.tableName)
      .where(Follower.columnOf('recordId'), ticketId)
      .select({ id: Follower.columnOf('userId') }),
  ]);
  return rows.map((row) => row.id);
}

/** Those of the audience who have no notification of this ticket yet: each needs an id, the others' rows are used again. */
export async function withoutNotification(
  { models: { Notification } }: HostContext,
  ticketId: number,
  users: readonly number[],
): Promise<readonly number[]> {
  const rows = await Notification.query()
    .where(Notification.columnOf('recordId'), ticketId)
    .whereIn(Notification.columnOf('userId'), [...users])
    .select(Notification.columnOf('userId'));
  const known = new Set(rows.map((row) => row.userId));
  return users.filter((user) => !known.has(user));
}

/** Tells users of a ticket: each user's row of it is used again, or made with one of the spare ids. */
export async function notify(
  context: HostContext,
  trx: Knex.Transaction,
  ticketId: number,
  users: readonly number[],
  spareIds: readonly number[],
  author: Author,
  notice: TicketNotice,
): Promise<void> {
  const { models, metadata, wallClock, log } = context;
  const { Notification } = models;
  const now = wallClock.now();
  const content = {
    creatorId: metadata.current.portalUser.id,
    createdAt: now,
    modifiedAt: now,
    recordId: ticketId,
    type: notice.type,
    isSeen: 0,
    description: notice.body,
    subject: [...notice.subject].slice(0, 255).join(''),
    fromAddress: author.email.slice(0, 255),
    fromName: author.name.slice(0, 255),
    isInSummary: 0,
  };
  const rows = await Notification.query(trx)
    .where(Notification.columnOf('recordId'), ticketId)
    .whereIn(Notification.columnOf('userId'), [...users])
    .select(Notification.columnOf('id'), Notification.columnOf('userId'));
  if (rows.length > 0) {
    await Notification.query(trx)
      .whereIn(
        Notification.columnOf('id'),
        rows.map((row) => row.id),
      )
      .patch(content);
  }
  const missing = users.filter((user) => !rows.some((row) => row.userId === user));
  const inserts = missing
    .slice(0, spareIds.length)
    .map((userId, index) => ({ ...content, id: spareIds[index], userId }));
  for (const row of inserts) await Notification.query(trx).insert(row as { id: number; userId: number });
  if (inserts.length < missing.length) log.warn({ ticketId, missing: missing.length }, 'no id left for a notification');
}
