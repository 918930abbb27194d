import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { classifyDbError } from '../host/db-errors.js';
import type { SharedRecords } from '../host/host-adapter.js';
import { ParticipantRow } from './models/participant-row.js';

/** Where the portal keeps which tickets are shared with whom: the CRM's queries join it. */
export const ticketShares: SharedRecords = {
  table: ParticipantRow.tableName,
  recordColumn: 'ticket_id',
  contactColumn: 'contact_id',
};

/** A colleague and the ticket they are added to; `addedBy` is a contact too. */
export interface Participation {
  readonly ticketId: number;
  readonly contactId: number;
  readonly addedBy: number;
}

/** Participants of tickets; who of them really sees a ticket is decided where it is read. */
export class ParticipantStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Returns when it was added (epoch ms); undefined: they took part already. */
  async add(trx: Knex.Transaction, participation: Participation): Promise<number | undefined> {
    const addedAt = this.#clock.now();
    try {
      await ParticipantRow.query(trx).insert({ ...participation, addedAt });
      return addedAt;
    } catch (error) {
      if (classifyDbError(error) === 'unique') return undefined;
      throw error;
    }
  }

  async remove(trx: Knex.Transaction, ticketId: number, contactId: number): Promise<void> {
    await ParticipantRow.query(trx).deleteById([ticketId, contactId]);
  }

  /** Who takes part in any of these tickets. One statement. */
  async ofTickets(ticketIds: readonly number[]): Promise<readonly Pick<Participation, 'ticketId' | 'contactId'>[]> {
    if (ticketIds.length === 0) return [];
    return ParticipantRow.query(this.#knex)
      .whereIn('ticket_id', [...ticketIds])
      .select('ticket_id', 'contact_id');
  }

  async count(ticketId: number): Promise<number> {
    return ParticipantRow.query(this.#knex).where('ticket_id', ticketId).resultSize();
  }
}
