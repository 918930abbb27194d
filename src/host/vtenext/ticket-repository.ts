import type { Knex } from 'knex';
import type {
  Author,
  ChangeReservation,
  CommentPage,
  CommentRange,
  ConfidentialAnswer,
  ConfidentialOutcome,
  RecordFile,
  TicketRepository,
  TicketReservation,
  TicketStatusChange,
} from '../host-adapter.js';
import type { StoredValue } from '../metadata/field-kind.js';
import { creation, writeChangeLog } from './change-log.js';
import { readComments } from './comment-reader.js';
import { writeComment } from './comment-writer.js';
import { writeConfidentialAnswer } from './confidential-answer.js';
import { LONGEST_CONFIDENTIAL } from './confidential-data.js';
import { writeDisplayName } from './display-name.js';
import { insertEntity } from './entity-rows.js';
import type { HostContext } from './host-context.js';
import { nextId, nextIds } from './ids.js';
import { membersOf, notify, recordAudience, withoutNotification } from './notification.js';
import { createdNotice } from './notification-texts.js';
import { nextNumbers } from './numbers.js';
import { changeTicket, lockTicket, statusOf } from './ticket-change.js';
import { readStatusChanges } from './ticket-history.js';
import { markOfPage, newestSupport, readLastCommentId, readMarks } from './ticket-marks.js';
import { newTicketRow, ownTables, statusField, ticketModule, ticketSchema } from './ticket-rows.js';
import { portalUserLanguage } from './user-repository.js';

/** Tickets of a vtenext database, written row for row as the CRM and its old portal write them. */
export class VtenextTicketRepository implements TicketRepository {
  readonly longestConfidential = LONGEST_CONFIDENTIAL;
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async reserve(ownerId?: number): Promise<TicketReservation> {
    const { knex, prefix, metadata } = this.#context;
    const owner = ownerId ?? metadata.current.portalUser.id;
    const told = ownerId === undefined ? [owner] : await membersOf(this.#context, owner);
    const ticketId = await nextId(knex, prefix, 'crmentity');
    const numbers = await nextNumbers(knex, prefix, ticketModule, 1);
    return {
      ticketId,
      ticketNumber: numbers?.[0] ?? '',
      changeLogId: await nextId(knex, prefix, 'changelog'),
      ownerId: owner,
      told,
      notificationIds: await nextIds(knex, prefix, 'modnotifications', told.length),
    };
  }

  async create(
    trx: Knex.Transaction,
    reservation: TicketReservation,
    values: Readonly<Record<string, StoredValue>>,
    author: Author,
  ): Promise<void> {
    const { metadata, wallClock, prefix } = this.#context;
    const { ticketId: id, ticketNumber: number, ownerId, told, notificationIds } = reservation;
    const module = ticketSchema(metadata.current);
    const all = { parent_id: String(author.contactId), ...values, ...numberValue(module.numberField, number) };
    await insertEntity(this.#context, trx, id, ticketModule, ownerId);
    for (const { table, idColumn } of ownTables(module, `${prefix}ticketcf`)) {
      await trx(table).insert({ ...newTicketRow(module, table, all, wallClock.now()), [idColumn]: id });
    }
    const title = module.entityFields.map((name) => values[name] ?? '').join(' ');
    await writeDisplayName(this.#context, trx, id, ticketModule, title);
    await writeChangeLog(this.#context, trx, reservation.changeLogId, id, author, creation);
    const language = await portalUserLanguage(this.#context, trx);
    await notify(
      this.#context,
      trx,
      id,
      told,
      notificationIds,
      author,
      createdNotice(metadata.current.labels, language, { id, number, title }, values.description ?? ''),
    );
  }

  async reserveChange(ticketId: number, options: { readonly withComment: boolean }): Promise<ChangeReservation> {
    const { knex, prefix } = this.#context;
    const changeLogId = await nextId(knex, prefix, 'changelog');
    if (!options.withComment) return { changeLogId, commentId: undefined, notificationIds: [] };
    const audience = await recordAudience(this.#context, ticketId);
    const strangers = await withoutNotification(this.#context, ticketId, audience);
    return {
      changeLogId,
      commentId: await nextId(knex, prefix, 'ticketcomments'),
      notificationIds: await nextIds(knex, prefix, 'modnotifications', strangers.length),
    };
  }

  async addComment(
    trx: Knex.Transaction,
    reservation: ChangeReservation,
    ticketId: number,
    text: string,
    author: Author,
    from: (status: string) => boolean = () => true,
  ): Promise<boolean> {
    const ticket = await lockTicket(this.#context, trx, ticketId);
    if (!from(statusOf(this.#context, ticket) ?? '')) return false;
    await writeComment(this.#context, trx, reservation, ticket, { text }, author);
    return true;
  }

  async update(
    trx: Knex.Transaction,
    reservation: ChangeReservation,
    ticketId: number,
    values: Readonly<Record<string, StoredValue>>,
    author: Author,
    expectedModified?: string,
  ): Promise<readonly string[]> {
    const ticket = await lockTicket(this.#context, trx, ticketId);
    const change = { changeLogId: reservation.changeLogId, author, values };
    const expected = expectedModified === undefined ? {} : { expectedModified };
    return changeTicket(this.#context, trx, ticket, { ...change, ...expected });
  }

  async setStatus(
    trx: Knex.Transaction,
    reservation: ChangeReservation,
    ticketId: number,
    from: (status: string) => boolean,
    to: string,
    author: Author,
  ): Promise<boolean> {
    const ticket = await lockTicket(this.#context, trx, ticketId);
    const status = statusOf(this.#context, ticket);
    if (status === undefined || !from(status)) return false;
    const values = { [statusField]: to };
    await changeTicket(this.#context, trx, ticket, { changeLogId: reservation.changeLogId, author, values });
    return true;
  }

  async moveToBin(
    trx: Knex.Transaction,
    ticketId: number,
    author: Author,
    reservation?: ChangeReservation,
    from: (status: string) => boolean = () => true,
  ): Promise<boolean> {
    const { models, metadata, wallClock } = this.#context;
    const { CrmEntity, AddressEntry } = models;
    const ticket = await lockTicket(this.#context, trx, ticketId);
    if (!from(statusOf(this.#context, ticket) ?? '')) return false;
    await CrmEntity.query(trx)
      .where(CrmEntity.columnOf('id'), ticketId)
      .patch({ isDeleted: 1, modifiedBy: metadata.current.portalUser.id, modifiedAt: wallClock.now() });
    await AddressEntry.query(trx).where(AddressEntry.columnOf('recordId'), ticketId).delete();
    if (!reservation) return true;
    // The CRM itself logs no deletion; this has the shape of any changed tick, so its history page can show it.
    const deletion = ['Deleted', '0', '1', 'deleted', 'boolean', '', '', '', ''] as const;
    await writeChangeLog(this.#context, trx, reservation.changeLogId, ticketId, author, [deletion]);
    return true;
  }

  comments(ticketId: number, range: CommentRange): Promise<CommentPage> {
    return readComments(this.#context, ticketId, range);
  }

  statusChanges(ticketId: number): Promise<readonly TicketStatusChange[]> {
    return readStatusChanges(this.#context, ticketId);
  }

  answerConfidential(
    trx: Knex.Transaction,
    reservation: ChangeReservation,
    ticketId: number,
    answer: ConfidentialAnswer,
    author: Author,
    from: (status: string) => boolean,
  ): Promise<ConfidentialOutcome> {
    return writeConfidentialAnswer(this.#context, trx, reservation, ticketId, answer, author, from);
  }

  marks(ticketIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return readMarks(this.#context, ticketIds);
  }

  markOf(ticketId: number, status: string, comments: CommentPage, files: readonly RecordFile[]): string {
    return markOfPage(ticketId, status, comments, files);
  }

  newestSupport(ticketIds: readonly number[]): Knex.QueryBuilder {
    return newestSupport(this.#context, ticketIds);
  }

  lastCommentId(): Promise<number> {
    return readLastCommentId(this.#context);
  }
}

function numberValue(field: string | undefined, number: string): Readonly<Record<string, string>> {
  return field === undefined ? {} : { [field]: number };
}
