import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { ManagerRow } from './models/manager-row.js';

/** How far a manager may go. */
export interface ManagerLimits {
  /** Colleagues who may have access at once; undefined: all of the company's. */
  readonly mostColleagues: number | undefined;
  /** The profile invited colleagues get; undefined: the default one. */
  readonly profileId: string | undefined;
}

/** A contact marked as manager of a company. */
export interface ManagerMark extends ManagerLimits {
  readonly contactId: number;
  readonly accountId: number;
}

/** Managers of companies, and whom they suspended. */
export class ManagerStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Every manager; they are few. */
  async all(): Promise<readonly ManagerMark[]> {
    return (await ManagerRow.query(this.#knex)).map(presentMark);
  }

  async find(contactId: number): Promise<ManagerMark | undefined> {
    const row = await ManagerRow.query(this.#knex).findById(contactId);
    return row && presentMark(row);
  }

  async save(trx: Knex.Transaction, mark: ManagerMark): Promise<void> {
    await ManagerRow.query(trx)
      .insert({
        contactId: mark.contactId,
        accountId: mark.accountId,
        mostColleagues: mark.mostColleagues ?? null,
        profileId: mark.profileId ?? null,
        markedAt: this.#clock.now(),
      })
      .onConflict('contact_id')
      .merge();
  }

  /** False: was none. */
  async remove(trx: Knex.Transaction, contactId: number): Promise<boolean> {
    return (await ManagerRow.query(trx).deleteById(contactId)) > 0;
  }

  /** Which of these contacts a manager suspended. */
  async suspended(contactIds: readonly number[]): Promise<ReadonlySet<number>> {
    if (contactIds.length === 0) return new Set();
    return new Set(
      await this.#knex('portal_suspension')
        .whereIn('contact_id', [...contactIds])
        .pluck('contact_id'),
    );
  }

  async noteSuspension(trx: Knex.Transaction, contactId: number, suspendedBy: number): Promise<void> {
    await trx('portal_suspension')
      .insert({ contact_id: contactId, suspended_by: suspendedBy, suspended_at: this.#clock.now() })
      .onConflict('contact_id')
      .merge();
  }

  async forgetSuspension(trx: Knex.Transaction, contactId: number): Promise<void> {
    await trx('portal_suspension').where({ contact_id: contactId }).delete();
  }
}

function presentMark({ contactId, accountId, mostColleagues, profileId }: ManagerRow): ManagerMark {
  return {
    contactId,
    accountId,
    mostColleagues: mostColleagues === null ? undefined : Number(mostColleagues),
    profileId: profileId ?? undefined,
  };
}
