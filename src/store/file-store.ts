import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { LoginRow } from './models/login-row.js';
import { PortalFileRow } from './models/portal-file-row.js';

/** One stored file; `ticketId` undefined: of no ticket. */
export interface PortalFile {
  readonly attachmentId: number;
  readonly documentId: number;
  readonly ticketId: number | undefined;
  readonly contactId: number;
  readonly bytes: number;
}

/** Files customers stored through the portal: whose they are, and how much room they took. */
export class PortalFileStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async record(trx: Knex.Transaction, file: PortalFile): Promise<void> {
    await PortalFileRow.query(trx).insert({
      ...file,
      ticketId: file.ticketId ?? null,
      createdAt: this.#clock.now(),
    });
  }

  /** The ids of a ticket's documents that the portal stored: a query, for a statement that looks for them. */
  documentsOf(ticketId: number): Knex.QueryBuilder {
    return this.#knex(PortalFileRow.tableName).where('ticket_id', ticketId).select('document_id');
  }

  /** Ids of the documents a contact stored. */
  async documentsBy(contactId: number): Promise<readonly number[]> {
    const rows = await PortalFileRow.query(this.#knex).where('contact_id', contactId).select('document_id');
    return rows.map(({ documentId }) => documentId);
  }

  /** Lets a contact's uploads count their room one after another, until the transaction ends. */
  async takeTurn(trx: Knex.Transaction, contactId: number): Promise<void> {
    await LoginRow.query(trx).findById(contactId).select('contact_id').forUpdate();
  }

  async bytesOfTicket(ticketId: number, db: Knex | Knex.Transaction = this.#knex): Promise<number> {
    return sumOf(await PortalFileRow.query(db).where('ticket_id', ticketId).select('bytes'));
  }

  /** What a contact stored in the last 24 hours. */
  async bytesOfDay(contactId: number, db: Knex | Knex.Transaction = this.#knex): Promise<number> {
    const since = this.#clock.now() - 86_400_000;
    return sumOf(
      await PortalFileRow.query(db).where('contact_id', contactId).where('created_at', '>', since).select('bytes'),
    );
  }
}

function sumOf(rows: readonly PortalFileRow[]): number {
  return rows.reduce((sum, row) => sum + Number(row.bytes), 0);
}
