import type { Knex } from 'knex';
import type { Author, DocumentReservation, StoredFileFacts } from '../host-adapter.js';
import { creation, writeChangeLog } from './change-log.js';
import { writeDisplayName } from './display-name.js';
import { newRow } from './empty-value.js';
import { insertEntity } from './entity-rows.js';
import type { HostContext } from './host-context.js';
import { ticketModule } from './ticket-rows.js';

export const documentModule = 'Documents';
const attachmentModule = 'Documents Attachment';
/** Every CRM has this folder, «Default»; the old portal puts its files there. */
const defaultFolder = 1;
const titleLength = 50;

/** Writes all rows of one file of a ticket, as the old portal's upload does; `path` is where the file stands. */
export async function insertDocument(
  context: HostContext,
  trx: Knex.Transaction,
  reservation: DocumentReservation,
  file: StoredFileFacts,
  path: string,
  ticketId: number,
  author: Author,
): Promise<void> {
  const { models } = context;
  const { documentId, attachmentId } = reservation;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const storedName = path.slice(folder.length + `${attachmentId}_`.length);
  const title = [...file.name].slice(0, titleLength).join('');
  await insertEntity(context, trx, documentId, documentModule);
  await models.Document.query(trx).insert({
    id: documentId,
    title,
    fileName: storedName,
    content: '',
    type: file.type,
    bytes: file.bytes,
    downloads: null,
    version: '',
    folderId: defaultFolder,
    number: reservation.documentNumber ?? null,
    location: 'B',
    backend: 'file',
    isActive: 1,
    isInPortal: 0,
  });
  await insertCustomRow(context, trx, documentId);
  await writeDisplayName(context, trx, documentId, documentModule, title);
  await models.DocumentRelation.query(trx).insert({ recordId: ticketId, documentId, module: ticketModule });
  await insertEntity(context, trx, attachmentId, attachmentModule);
  await models.Attachment.query(trx).insert({
    id: attachmentId,
    name: storedName,
    type: file.type.slice(0, 100),
    folder,
    backend: 'file',
    backendKey: `${attachmentId}:${path}`,
  });
  await models.AttachmentRelation.query(trx).insert({ recordId: documentId, attachmentId });
  await writeChangeLog(context, trx, reservation.changeLogId, documentId, author, creation);
}

async function insertCustomRow(
  { prefix, metadata, models: { Document } }: HostContext,
  trx: Knex.Transaction,
  documentId: number,
): Promise<void> {
  const table = `${prefix}notescf`;
  const module = metadata.current.module(documentModule);
  await trx(table).insert({ ...(module ? newRow(module, table, {}) : {}), [Document.column('id')]: documentId });
}
