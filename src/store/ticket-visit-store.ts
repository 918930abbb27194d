import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { ConflictError } from '../core/errors.js';
import { classifyDbError } from '../host/db-errors.js';
import { RatingRow } from './models/rating-row.js';
import { SeenRow } from './models/seen-row.js';
import { TicketMuteRow } from './models/ticket-mute-row.js';

/** How a closing of a ticket was rated: 1 to 5 stars, and a word to it. */
export interface Rating {
  readonly closingId: number;
  readonly stars: number;
  readonly word: string;
}

/** What the portal knows of a contact and a ticket beyond the CRM. */
export interface TicketVisit {
  /** The newest comment the contact has seen; undefined: never opened the ticket. */
  readonly seenComment: number | undefined;
  /** By whomever; undefined: this closing was not rated yet. */
  readonly rating: (closingId: number) => Rating | undefined;
  /** The contact wants no mails about it. */
  readonly isMuted: boolean;
}

/** Which tickets have news, and whether this contact's marks were ever started. */
export interface TicketNews {
  readonly ticketIds: ReadonlySet<number>;
  readonly isStarted: boolean;
}

/** The row that stands for all tickets a contact never opened. */
const EVERY_TICKET = 0;

interface VisitRow {
  readonly seenComment: number | null;
  readonly closingId: number | null;
  readonly stars: number;
  readonly word: string | null;
  readonly mutedAt: number | string | null;
}

interface NewsRow {
  readonly start: number | null;
  readonly ticketId: number | null;
  readonly isNew: number | null;
}

/** What customers have seen of tickets, and how they rated them. */
export class TicketVisitStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** One statement for all of it. */
  async of(contactId: number, ticketId: number): Promise<TicketVisit> {
    const own = { 'seen.contact_id': contactId, 'seen.ticket_id': ticketId };
    const rows: VisitRow[] = await this.#one()
      .leftJoin({ seen: SeenRow.tableName }, (on) => equal(on, own))
      .leftJoin({ rating: RatingRow.tableName }, (on) => equal(on, { 'rating.ticket_id': ticketId }))
      .select({ seenComment: 'seen.comment_id', closingId: 'rating.closing_id' })
      .leftJoin({ mute: TicketMuteRow.tableName }, (on) =>
        equal(on, { 'mute.contact_id': contactId, 'mute.ticket_id': ticketId }),
      )
      .select('rating.stars', 'rating.word', { mutedAt: 'mute.muted_at' });
    const ratings = rows.flatMap(({ closingId, stars, word }) =>
      closingId === null ? [] : [{ closingId, stars, word: word ?? '' }],
    );
    return {
      seenComment: rows[0]?.seenComment ?? undefined,
      isMuted: (rows[0]?.mutedAt ?? null) !== null,
      rating: (closingId) => ratings.find((rating) => rating.closingId === closingId),
    };
  }

  /**
   * Which of the tickets have a comment the contact has not seen; `newest` is a query of theirs, with the columns `ticketId` and
   * `commentId`. One statement.
   */
  async news(contactId: number, newest: Knex.QueryBuilder): Promise<TicketNews> {
    const rows: NewsRow[] = await this.#one()
      .leftJoin({ start: SeenRow.tableName }, (on) =>
        equal(on, { 'start.contact_id': contactId, 'start.ticket_id': EVERY_TICKET }),
      )
      .leftJoin(newest.as('newest'), this.#knex.raw('1 = 1'))
      .leftJoin({ seen: SeenRow.tableName }, (on) => {
        equal(on, { 'seen.contact_id': contactId });
        on.on('seen.ticket_id', 'newest.ticketId');
      })
      .select({ start: 'start.comment_id', ticketId: 'newest.ticketId' })
      .select({
        isNew: this.#knex.raw('case when ?? > coalesce(??, ??) then 1 else 0 end', [
          'newest.commentId',
          'seen.comment_id',
          'start.comment_id',
        ]),
      });
    const ticketIds = rows.flatMap(({ ticketId, isNew }) =>
      ticketId !== null && Number(isNew) === 1 ? [ticketId] : [],
    );
    return { ticketIds: new Set(ticketIds), isStarted: rows[0]?.start !== null };
  }

  /** From here on comments beyond this one are news also on tickets the contact never opened; the first call holds. */
  async start(contactId: number, commentId: number): Promise<void> {
    await SeenRow.query(this.#knex)
      .insert({ contactId, ticketId: EVERY_TICKET, commentId, seenAt: this.#clock.now() })
      .onConflict(['contact_id', 'ticket_id'])
      .ignore();
  }

  /** Notes that a contact has seen a ticket up to a comment (0: there is none). */
  async see(contactId: number, ticketId: number, commentId: number): Promise<void> {
    await SeenRow.query(this.#knex)
      .insert({ contactId, ticketId, commentId, seenAt: this.#clock.now() })
      .onConflict(['contact_id', 'ticket_id'])
      .merge(['comment_id', 'seen_at']);
  }

  /** Keeps a rating in the write's own transaction; ConflictError when that closing was rated already. */
  async rate(trx: Knex.Transaction, contactId: number, ticketId: number, rating: Rating): Promise<void> {
    const { closingId, stars, word } = rating;
    const row = { ticketId, closingId, contactId, stars, word: word || null, ratedAt: this.#clock.now() };
    try {
      await RatingRow.query(trx).insert(row);
    } catch (error) {
      if (classifyDbError(error) === 'unique') throw new ConflictError('progress:rating.twice');
      throw error;
    }
  }

  /** One row to join to, so that there is an answer also where nothing is known. */
  #one(): Knex.QueryBuilder {
    return this.#knex.from(this.#knex.raw('(select 1 as one) as one'));
  }
}

function equal(on: Knex.JoinClause, values: Readonly<Record<string, number>>): void {
  for (const [column, value] of Object.entries(values)) on.onVal(column, value);
}
