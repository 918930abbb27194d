import type { Knex } from 'knex';
import type { UserRepository } from '../host-adapter.js';
import type { HostContext } from './host-context.js';
import { userName } from './names.js';

/** CRM users and groups of a vtenext database; never reads a column that could hold a secret. */
export class VtenextUserRepository implements UserRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async names(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const rows = await ownerNames(this.#context, wanted);
    return new Map(rows.map((row) => [row.id, row.name]));
  }
}

/** The name of whom a live or deleted ticket belongs to; undefined if the owner is gone. One statement. */
export async function readAssignee(
  context: HostContext,
  ticketId: number,
): Promise<{ readonly name: string } | undefined> {
  const { CrmEntity } = context.models;
  const owner = context
    .knex(CrmEntity.tableName)
    .where(CrmEntity.columnOf('id'), ticketId)
    .select(CrmEntity.columnOf('ownerId'));
  const [row] = await ownerNames(context, owner);
  return row && { name: row.name };
}

/** The two-letter language the portal user has chosen in the CRM, in which the CRM itself would write. */
export async function portalUserLanguage(
  { models: { User }, metadata }: HostContext,
  trx: Knex.Transaction,
): Promise<string> {
  const { portalUser, labels } = metadata.current;
  const user = await User.query(trx)
    .where(User.columnOf('id'), portalUser.id)
    .select(User.columnOf('language'))
    .first();
  return user?.language?.slice(0, 2).toLowerCase() || labels.defaultLanguage;
}

async function ownerNames(
  { knex, models: { User, Group } }: HostContext,
  ids: readonly number[] | Knex.QueryBuilder,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const among = ids as readonly number[];
  const users = knex(User.tableName)
    .whereIn(User.columnOf('id'), among)
    .select(User.select('id', 'lastName', 'firstName', 'userName'));
  const groups = knex(Group.tableName)
    .whereIn(Group.columnOf('id'), among)
    .select(Group.columnOf('id'), Group.columnOf('name'), knex.raw("''"), Group.columnOf('name'));
  const rows: readonly OwnerRow[] = await users.unionAll([groups]);
  return rows.map((row) => ({ id: row.id, name: userName(row) }));
}

interface OwnerRow {
  readonly id: number;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly userName: string | null;
}
