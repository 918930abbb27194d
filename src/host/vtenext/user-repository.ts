import type { Knex } from 'knex';
import type { StaffMember, UserRepository } from '../host-adapter.js';
import type { HostContext } from './host-context.js';
import { userName } from './names.js';
import { activeOwners } from './notification.js';
import { readOwnerNames } from './sql-owner-names.js';

/** CRM users and groups of a vtenext database; never reads a column that could hold a secret. */
export class VtenextUserRepository implements UserRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async names(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return readOwnerNames(this.#context.knex, this.#context.prefix, [...new Set(ids)]);
  }

  async ownersOf(recordId: number): Promise<readonly StaffMember[]> {
    const users = await activeOwners(this.#context, recordId);
    return users.map((user) => ({
      id: user.id,
      name: userName(user),
      email: user.address ?? '',
      language: languageOf(user),
    }));
  }
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
  return languageOf(user) ?? labels.defaultLanguage;
}

function languageOf(user: { readonly language: string | null } | undefined): string | undefined {
  return user?.language?.slice(0, 2).toLowerCase() || undefined;
}
