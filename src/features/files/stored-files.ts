import type { Knex } from 'knex';
import { authorOf, contactView } from '../../access/contact-view.js';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { type FieldFault, InvalidInputError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { DocumentPlace, DocumentReservation, HostAdapter, StoredFileFacts } from '../../host/host-adapter.js';
import type { PortalFileStore } from '../../store/file-store.js';
import type { PlacedFileStore } from '../../store/placed-file-store.js';
import type { UploadedFile } from '../../web/form.js';

const HOUR_MS = 3_600_000;

/** A file whose bytes stand in the CRM's storage; its rows follow. */
export interface PlacedFile {
  readonly reservation: DocumentReservation;
  readonly facts: StoredFileFacts;
  readonly path: string;
}

/** Writes the rows of files whose bytes are in place, inside the caller's transaction. */
export type InsertFileRows = (trx: Knex.Transaction, place: DocumentPlace) => Promise<void>;

/** Stores customers' files in the CRM: bytes first, then rows in the caller's transaction; both or neither. */
export class StoredFiles {
  readonly #host: HostAdapter;
  readonly #files: PortalFileStore;
  readonly #placed: PlacedFileStore;
  readonly #hooks: HookBus;
  readonly #log: Logger;

  constructor(deps: {
    host: HostAdapter;
    files: PortalFileStore;
    placed: PlacedFileStore;
    hooks: HookBus;
    log: Logger;
  }) {
    this.#host = deps.host;
    this.#files = deps.files;
    this.#placed = deps.placed;
    this.#hooks = deps.hooks;
    this.#log = deps.log;
  }

  /** What the profile's limits say against these files; `ticketId` undefined for a new ticket and for files of none. */
  async faults(viewer: Viewer, files: readonly UploadedFile[], ticketId: number | undefined): Promise<FieldFault[]> {
    const faults = files.flatMap((file) => (file.fault ? [{ field: 'files', ...file.fault }] : []));
    if (files.length === 0 || faults.length > 0) return faults;
    return this.#roomFaults(viewer, sumOf(files), ticketId);
  }

  /** Reserves ids, puts the bytes in place and hands the rows' writer to `write`; a failed write takes the bytes away again. */
  async store<T>(
    viewer: Viewer,
    files: readonly UploadedFile[],
    write: (insertRows: InsertFileRows, placed: readonly PlacedFile[]) => Promise<T>,
  ): Promise<{ result: T; stored: readonly PlacedFile[] }> {
    const placed: PlacedFile[] = [];
    try {
      const reservations = files.length > 0 ? await this.#host.documents.reserve(files.length) : [];
      for (const [index, reservation] of reservations.entries()) {
        const file = files[index];
        if (file) await this.#place(viewer, file, reservation, placed);
      }
      const result = await write((trx, place) => this.#insertRows(trx, viewer, place, placed), placed);
      return { result, stored: placed };
    } catch (error) {
      await this.#takeBack(placed);
      throw error;
    }
  }

  /** Removes files of writes that never ended, an hour after they began. */
  async sweep(): Promise<void> {
    for (const path of await this.#placed.olderThan(HOUR_MS)) await this.#remove(path);
  }

  /** Tells extensions, after the commit; `ticketId` undefined: files of no ticket. */
  async announce(viewer: Viewer, ticketId: number | undefined, stored: readonly PlacedFile[]): Promise<void> {
    for (const { reservation } of stored) {
      const { attachmentId, documentId } = reservation;
      await this.#hooks.runActions('file.stored', {
        attachmentId,
        documentId,
        ticketId,
        contact: contactView(viewer.contact),
      });
    }
  }

  async #roomFaults(
    viewer: Viewer,
    bytes: number,
    ticketId: number | undefined,
    trx?: Knex.Transaction,
  ): Promise<FieldFault[]> {
    const { maxTicketBytes, maxDayBytes } = viewer.profile.uploads;
    const onTicket = ticketId === undefined ? 0 : await this.#files.bytesOfTicket(ticketId, trx);
    if (onTicket + bytes > maxTicketBytes) return [{ field: 'files', code: 'files:ticketFull' }];
    const today = await this.#files.bytesOfDay(viewer.contact.id, trx);
    return today + bytes > maxDayBytes ? [{ field: 'files', code: 'files:dayFull' }] : [];
  }

  async #place(
    viewer: Viewer,
    file: UploadedFile,
    reservation: DocumentReservation,
    placed: PlacedFile[],
  ): Promise<void> {
    const draft = await this.#hooks.applyFilters(
      'file.beforeStore',
      { ticketId: undefined, name: file.name, type: file.type, bytes: file.bytes },
      { contact: contactView(viewer.contact) },
    );
    const facts = { name: draft.name, bytes: file.bytes, type: file.type };
    const path = this.#host.documents.pathFor(reservation, facts);
    await this.#placed.announce(path);
    placed.push({ reservation, facts, path });
    await this.#host.documents.place(file.path, path);
  }

  /** Not what was committed after all: a lost connection does not tell. What cannot be taken back now, the sweep takes later. */
  async #takeBack(placed: readonly PlacedFile[]): Promise<void> {
    try {
      for (const { path } of placed) if (await this.#placed.isWaiting(path)) await this.#remove(path);
    } catch (error) {
      this.#log.warn({ error }, 'placed files could not be taken back');
    }
  }

  async #remove(path: string): Promise<void> {
    await this.#host.documents.unplace(path);
    await this.#placed.settle(this.#host.knex, path);
  }

  async #insertRows(
    trx: Knex.Transaction,
    viewer: Viewer,
    place: DocumentPlace,
    placed: readonly PlacedFile[],
  ): Promise<void> {
    if (placed.length === 0) return;
    const ticketId = place.module === TICKET_MODULE ? place.recordId : undefined;
    // Asked again, one upload after another: many at once would all find the same room.
    await this.#files.takeTurn(trx, viewer.contact.id);
    const faults = await this.#roomFaults(viewer, sumOf(placed.map(({ facts }) => facts)), ticketId, trx);
    if (faults.length > 0) throw new InvalidInputError(faults);
    for (const { reservation, facts, path } of placed) {
      await this.#host.documents.create(trx, reservation, facts, path, place, authorOf(viewer));
      await this.#placed.settle(trx, path);
      await this.#files.record(trx, {
        attachmentId: reservation.attachmentId,
        documentId: reservation.documentId,
        ticketId,
        contactId: viewer.contact.id,
        bytes: facts.bytes,
      });
    }
  }
}

function sumOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}
