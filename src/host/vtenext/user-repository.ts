import type { Knex } from 'knex';
import type { StaffMember, UserRepository } from '../host-adapter.js';
import type { HostContext } from './host-context.js';
import { userName } from './names.js';
import { activeOwners, type StaffRow } from './notification.js';
import { readOwnerNames } from './sql-owner-names.js';
import { isStaffPassword } from './staff-password.js';

/** CRM users and groups of a vtenext database; the hash of a password is read for who signs in with it, and for nobody else. */
export class VtenextUserRepository implements UserRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async names(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return readOwnerNames(this.#context.knex, this.#context.prefix, [...new Set(ids)]);
  }

  async ownersOf(recordId: number, trx?: Knex.Transaction): Promise<readonly StaffMember[]> {
    const users = await activeOwners(this.#context, recordId, trx);
    return users.map(presentStaff);
  }

  async administrator(id: number): Promise<StaffMember | undefined> {
    const row = await this.#administrators().where(this.#context.models.User.columnOf('id'), id).first();
    return row && presentStaff(row);
  }

  async administrators(): Promise<readonly StaffMember[]> {
    const rows: StaffRow[] = await this.#administrators().orderBy(this.#context.models.User.columnOf('id'));
    return rows.map(presentStaff);
  }

  async verifyAdministrator(name: string, password: string): Promise<StaffMember | undefined> {
    const { User } = this.#context.models;
    const rows: CredentialRow[] = await this.#administrators()
      .where(User.columnOf('userName'), name)
      .select({ hash: 'user_password', isElsewhere: 'use_ldap' });
    // The CRM's collation takes `Admin` for `admin`; its own sign-in does not.
    const row = rows.find((candidate) => candidate.userName === name);
    const isRight = await isStaffPassword(row?.hash ?? DECOY, password);
    if (!row || !isRight || isKnownElsewhere(row)) return undefined;
    return presentStaff(row);
  }

  #administrators() {
    const { User } = this.#context.models;
    return this.#context
      .knex(User.tableName)
      .where({ is_admin: 'on', deleted: 0, status: 'Active' })
      .select(User.select('id', 'userName', 'firstName', 'lastName', 'address', 'language', 'notifyVia'));
  }
}

interface CredentialRow extends StaffRow {
  readonly hash: string | null;
  readonly isElsewhere: number | null;
}

/** Fits no password; an unknown name costs what a wrong password does. */
const DECOY = '$1$ad000000$......................';

/** The CRM asks the directory for these, and only for `admin` always itself. */
function isKnownElsewhere({ isElsewhere, userName }: CredentialRow): boolean {
  return Number(isElsewhere ?? 0) === 1 && userName !== 'admin';
}

function presentStaff(user: StaffRow): StaffMember {
  return {
    id: user.id,
    userName: user.userName,
    name: userName(user),
    email: user.address ?? '',
    language: languageOf(user),
    wantsMail: user.notifyVia === 'Emails',
  };
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
