import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import type { AccessTables, SeenAccess } from '../host/host-adapter.js';
import type { MailState } from './models/mail-row.js';

/** Where the CRM's side finds what the portal knows of an invitation. */
export const ACCESS_TABLES: AccessTables = {
  logins: { table: 'portal_login', contact: 'contact_id', passwordChangedAt: 'password_changed_at' },
  mails: {
    table: 'portal_mail',
    id: 'id',
    contact: 'contact_id',
    kind: 'kind',
    state: 'state',
    invitation: 'activation',
    failed: 'failed',
  },
};

/** Where the CRM's side finds what was noticed of contacts' access. */
export const SEEN_ACCESS: SeenAccess = {
  table: 'portal_access_seen',
  contact: 'contact_id',
  isEnabled: 'is_enabled',
  isDue: 'is_due',
};

/** The row that says the others hold. */
const MARKS = 0;

/** An invitation that was mailed, or waits; times in epoch ms. */
export interface InvitationRecord {
  readonly state: MailState;
  readonly to: string;
  readonly createdAt: number;
  readonly sentAt: number | undefined;
  readonly attempts: number;
  readonly error: string | undefined;
}

/** What the portal knows of a contact's access. Times in epoch ms. */
export interface AccessRecord {
  readonly invitation: InvitationRecord | undefined;
  readonly signedInAt: number | undefined;
  readonly passwordChangedAt: number | undefined;
  /** The contact's own profile; undefined: the default one. */
  readonly profileId: string | undefined;
}

interface SeenRow {
  readonly is_enabled: number | boolean;
  readonly is_due: number | boolean;
  readonly generation: number;
}

/** What the portal itself knows of contacts' access: what was noticed, invitations, sign-ins, profiles. */
export class ContactAccessStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Three statements, however many contacts. */
  async records(contactIds: readonly number[]): Promise<ReadonlyMap<number, AccessRecord>> {
    if (contactIds.length === 0) return new Map();
    const ids = [...contactIds];
    const [invitations, logins, profiles] = await Promise.all([
      this.#invitations(ids),
      this.#knex('portal_login').whereIn('contact_id', ids).select('contact_id', 'signed_in_at', 'password_changed_at'),
      this.#knex('portal_profile_contact').whereIn('contact_id', ids).select('contact_id', 'profile_id'),
    ]);
    const login = new Map(logins.map((row) => [row.contact_id as number, row]));
    const profile = new Map(profiles.map((row) => [row.contact_id as number, row.profile_id as string]));
    return new Map(
      ids.map((id) => [
        id,
        {
          invitation: invitations.get(id),
          signedInAt: numberOf(login.get(id)?.signed_in_at),
          passwordChangedAt: numberOf(login.get(id)?.password_changed_at),
          profileId: profile.get(id),
        },
      ]),
    );
  }

  async hasMarks(): Promise<boolean> {
    return (await this.#row(this.#knex, MARKS)) !== undefined;
  }

  /** Notes contacts as they stand, so that nobody is mailed for what was there before. */
  async mark(contactIds: readonly number[]): Promise<void> {
    if (contactIds.length === 0) return;
    const now = this.#clock.now();
    await this.#knex('portal_access_seen')
      .insert(
        contactIds.map((id) => ({ contact_id: id, is_enabled: true, is_due: false, generation: 0, changed_at: now })),
      )
      .onConflict('contact_id')
      .merge(['is_enabled', 'is_due', 'changed_at']);
  }

  /** From here on the marks hold. */
  async endMarking(): Promise<void> {
    await this.mark([MARKS]);
  }

  /** After the plugin was off, what happened meanwhile is no news. */
  async forgetMarks(): Promise<void> {
    await this.#knex('portal_access_seen').where('contact_id', MARKS).delete();
  }

  /**
   * Notes that a contact is enabled and returns which time it is; undefined: somebody noted it before, and the invitation is theirs.
   * `isDue`: the invitation is written later, once access begins. `isAnew`: whoever asks has enabled the contact, whatever was noted.
   */
  async noteEnabled(
    trx: Knex.Transaction,
    contactId: number,
    { isDue, isAnew = false }: { readonly isDue: boolean; readonly isAnew?: boolean },
  ): Promise<number | undefined> {
    const row = (await this.#row(trx, contactId)) ?? (await this.#insert(trx, contactId));
    const isKnown = Boolean(row.is_enabled) && Boolean(row.is_due) === isDue;
    const isOver = Boolean(row.is_enabled) && !row.is_due;
    if (!isAnew && (isKnown || isOver)) return undefined;
    const generation = row.generation + 1;
    const changed = await trx('portal_access_seen')
      .where({ contact_id: contactId, generation: row.generation })
      .update({ is_enabled: true, is_due: isDue, generation, changed_at: this.#clock.now() });
    // Whoever has access is not suspended: should the staff take it away later, that is not their manager's to undo.
    await trx('portal_suspension').where('contact_id', contactId).delete();
    return changed === 1 ? generation : undefined;
  }

  /** Notes that a contact is not enabled any more, and takes back what was not mailed yet; false: that was known. */
  async noteDisabled(trx: Knex.Transaction, contactId: number): Promise<boolean> {
    const now = this.#clock.now();
    const changed = await trx('portal_access_seen')
      .where({ contact_id: contactId, is_enabled: true })
      .update({ is_enabled: false, is_due: false, changed_at: now });
    await trx('portal_mail')
      .where({ contact_id: contactId, kind: ACCESS_TABLES.mails.invitation, state: 'waiting' })
      .where((free) => free.whereNull('lease_until').orWhere('lease_until', '<', now))
      .delete();
    return changed === 1;
  }

  async #invitations(ids: readonly number[]): Promise<ReadonlyMap<number, InvitationRecord>> {
    const { invitation } = ACCESS_TABLES.mails;
    const newest = this.#knex('portal_mail')
      .whereIn('contact_id', [...ids])
      .where('kind', invitation)
      .groupBy('contact_id')
      .max({ id: 'id' });
    const rows = await this.#knex({ m: 'portal_mail' })
      .join(newest.as('n'), 'n.id', 'm.id')
      .select('m.contact_id', 'm.state', 'm.to_address', 'm.created_at', 'm.sent_at', 'm.attempts', 'm.last_error');
    return new Map(
      rows.map((row) => [
        row.contact_id as number,
        {
          state: row.state as MailState,
          to: row.to_address as string,
          createdAt: Number(row.created_at),
          sentAt: numberOf(row.sent_at),
          attempts: Number(row.attempts),
          error: (row.last_error as string | null) ?? undefined,
        },
      ]),
    );
  }

  async #row(db: Knex | Knex.Transaction, contactId: number): Promise<SeenRow | undefined> {
    return db('portal_access_seen').where('contact_id', contactId).first('is_enabled', 'is_due', 'generation');
  }

  async #insert(trx: Knex.Transaction, contactId: number): Promise<SeenRow> {
    const row = { is_enabled: false, is_due: false, generation: 0 };
    await trx('portal_access_seen')
      .insert({ contact_id: contactId, ...row, changed_at: this.#clock.now() })
      .onConflict('contact_id')
      .ignore();
    return row;
  }
}

function numberOf(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}
