import type { Knex } from 'knex';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import type { FieldFault } from '../../core/errors.js';
import type { UploadedFile } from '../../web/form.js';
import type { PlacedFile, StoredFiles } from '../files/stored-files.js';

/** Stores a ticket's files in the CRM: bytes first, then rows in the caller's transaction; both or neither. */
export class TicketFiles {
  readonly #stored: StoredFiles;

  constructor(stored: StoredFiles) {
    this.#stored = stored;
  }

  /** What the profile's limits say against these files; `ticketId` undefined for a new ticket. */
  faults(viewer: Viewer, files: readonly UploadedFile[], ticketId: number | undefined): Promise<FieldFault[]> {
    return this.#stored.faults(viewer, files, ticketId);
  }

  /** Reserves ids, puts the bytes in place and hands the rows' writer to `write`; a failed write takes the bytes away again. */
  store<T>(
    viewer: Viewer,
    files: readonly UploadedFile[],
    write: (insertRows: (trx: Knex.Transaction, ticketId: number) => Promise<void>) => Promise<T>,
  ): Promise<{ result: T; stored: readonly PlacedFile[] }> {
    return this.#stored.store(viewer, files, (insertRows) =>
      write((trx, recordId) => insertRows(trx, { recordId, module: TICKET_MODULE, isInPortal: false, values: {} })),
    );
  }

  /** Tells extensions, after the commit. */
  announce(viewer: Viewer, ticketId: number, stored: readonly PlacedFile[]): Promise<void> {
    return this.#stored.announce(viewer, ticketId, stored);
  }
}
