import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { TicketMuteRow } from './models/ticket-mute-row.js';

/** A contact and a ticket. */
export interface TicketOfContact {
  readonly contactId: number;
  readonly ticketId: number;
}

/** Tickets about which contacts want no mails. */
export class TicketMuteStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** A contact's muted tickets, the last muted first. */
  async of(contactId: number, limit: number): Promise<readonly number[]> {
    const rows = await TicketMuteRow.query(this.#knex)
      .where({ contact_id: contactId })
      .orderBy([{ column: 'muted_at', order: 'desc' }, 'ticket_id'])
      .limit(limit);
    return rows.map(({ ticketId }) => ticketId);
  }

  async count(contactId: number): Promise<number> {
    return TicketMuteRow.query(this.#knex).where({ contact_id: contactId }).resultSize();
  }

  /** Which of these pairs are muted; one statement. */
  async among(pairs: readonly TicketOfContact[]): Promise<(pair: TicketOfContact) => boolean> {
    if (pairs.length === 0) return () => false;
    const rows = await TicketMuteRow.query(this.#knex)
      .whereIn('contact_id', [...new Set(pairs.map(({ contactId }) => contactId))])
      .whereIn('ticket_id', [...new Set(pairs.map(({ ticketId }) => ticketId))]);
    const muted = new Set(rows.map(nameOf));
    return (pair) => muted.has(nameOf(pair));
  }

  async mute({ contactId, ticketId }: TicketOfContact): Promise<void> {
    await TicketMuteRow.query(this.#knex)
      .insert({ contactId, ticketId, mutedAt: this.#clock.now() })
      .onConflict(['contact_id', 'ticket_id'])
      .ignore();
  }

  async unmute({ contactId, ticketId }: TicketOfContact): Promise<void> {
    await TicketMuteRow.query(this.#knex).deleteById([contactId, ticketId]);
  }
}

function nameOf({ contactId, ticketId }: TicketOfContact): string {
  return `${contactId}:${ticketId}`;
}
