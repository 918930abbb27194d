import type { Knex } from 'knex';
import type { Author } from '../host-adapter.js';
import type { HostContext } from './host-context.js';

/** What rings the bell of a record's people in the CRM. `body` is HTML. */
export interface RecordNotice {
  readonly type: 'Ticket portal created' | 'Ticket portal replied' | 'Changed record' | 'Changed followed record';
  readonly subject: string;
  readonly body: string;
}

/** Who is told of what a customer did: the assignee, or all members of an assigned group, and the followers. */
export async function recordAudience(
  context: HostContext,
  recordId: number,
  knex: Knex = context.knex,
): Promise<readonly number[]> {
  const rows: UserIds = await knex.union([...owners(context, recordId, knex), followers(context, recordId, knex)]);
  return rows.map((row) => row.id);
}

/** A user as the CRM's own people see her. */
export interface StaffRow {
  readonly id: number;
  readonly userName: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly address: string | null;
  readonly language: string | null;
  readonly notifyVia: string | null;
}

/** A record's assignee, or all members of an assigned group, as far as they still work here. */
export function activeOwners(
  context: HostContext,
  recordId: number,
  knex: Knex = context.knex,
): Promise<readonly StaffRow[]> {
  const { User } = context.models;
  return knex(User.tableName)
    .whereIn(User.columnOf('id'), knex.union(owners(context, recordId, knex)))
    .where({ deleted: 0, status: 'Active' })
    .orderBy(User.columnOf('id'))
    .select(User.select('id', 'userName', 'firstName', 'lastName', 'address', 'language', 'notifyVia'));
}

/** The users who follow a record. */
export async function followersOf(
  context: HostContext,
  recordId: number,
  trx: Knex.Transaction,
): Promise<readonly number[]> {
  const rows: UserIds = await followers(context, recordId, trx);
  return rows.map((row) => row.id);
}

/** Whom an owner stands for: that user, or all members of that group. */
export async function membersOf(
  context: HostContext,
  ownerId: number,
  knex: Knex = context.knex,
): Promise<readonly number[]> {
  const rows: UserIds = await knex.union(usersOf(context, () => [ownerId], knex));
  return rows.map((row) => row.id);
}

type UserIds = readonly { readonly id: number }[];

function owners(context: HostContext, recordId: number, knex: Knex): Knex.QueryBuilder[] {
  const { CrmEntity } = context.models;
  const owner = (): Knex.QueryBuilder =>
    knex(CrmEntity.tableName).where(CrmEntity.columnOf('id'), recordId).select(CrmEntity.columnOf('ownerId'));
  return usersOf(context, owner, knex);
}

function usersOf(
  { prefix, models }: HostContext,
  owner: () => Knex.QueryBuilder | number[],
  knex: Knex,
): Knex.QueryBuilder[] {
  const { User, Group, GroupMember } = models;
  return [
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
  ];
}

function followers({ models: { Follower } }: HostContext, recordId: number, knex: Knex): Knex.QueryBuilder {
  return knex(Follower.tableName)
    .where(Follower.columnOf('recordId'), recordId)
    .select({ id: Follower.columnOf('userId') });
}

/** Those of the audience who have no notification of this record yet: each needs an id, the others' rows are used again. */
export async function withoutNotification(
  { models: { Notification } }: HostContext,
  recordId: number,
  users: readonly number[],
): Promise<readonly number[]> {
  const rows = await Notification.query()
    .where(Notification.columnOf('recordId'), recordId)
    .whereIn(Notification.columnOf('userId'), [...users])
    .select(Notification.columnOf('userId'));
  const known = new Set(rows.map((row) => row.userId));
  return users.filter((user) => !known.has(user));
}

/** Tells users of a record: each user's row of it is used again, or made with one of the spare ids. */
export async function notify(
  context: HostContext,
  trx: Knex.Transaction,
  recordId: number,
  users: readonly number[],
  spareIds: readonly number[],
  author: Author,
  notice: RecordNotice,
): Promise<void> {
  const { models, metadata, wallClock, log } = context;
  const { Notification } = models;
  const now = wallClock.now();
  const content = {
    creatorId: metadata.current.portalUser.id,
    createdAt: now,
    modifiedAt: now,
    recordId,
    type: notice.type,
    isSeen: 0,
    description: notice.body,
    subject: [...notice.subject].slice(0, 255).join(''),
    fromAddress: author.email.slice(0, 255),
    fromName: author.name.slice(0, 255),
    isInSummary: 0,
  };
  const rows = await Notification.query(trx)
    .where(Notification.columnOf('recordId'), recordId)
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
  if (inserts.length < missing.length) log.warn({ recordId, missing: missing.length }, 'no id left for a notification');
}
