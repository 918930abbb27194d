import type { Knex } from 'knex';
import type { Author, DocumentPlace, DocumentReservation, StoredFileFacts } from '../host-adapter.js';
import { creation, writeChangeLog } from './change-log.js';
import { writeDisplayName } from './display-name.js';
import { newRow } from './empty-value.js';
import { insertEntity } from './entity-rows.js';
import type { HostContext } from './host-context.js';

export const documentModule = 'Documents';
const attachmentModule = 'Documents Attachment';
/** Every CRM has this folder, «Default»; the old portal puts its files there. */
export const defaultFolder = 1;
const titleLength = 50;

/** One document about to be written; `path` is where its file stands. */
export interface NewDocument {
  readonly reservation: DocumentReservation;
  readonly file: StoredFileFacts;
  readonly path: string;
  readonly place: DocumentPlace;
}

/** Writes all rows of one document with its file, as the CRM and the old portal's upload do. */
export async function insertDocument(
  context: HostContext,
  trx: Knex.Transaction,
  { reservation, file, path, place }: NewDocument,
  author: Author,
): Promise<void> {
  const { models } = context;
  const { values } = place;
  const { documentId, attachmentId } = reservation;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const storedName = path.slice(folder.length + `${attachmentId}_`.length);
  const title = values.notes_title || [...file.name].slice(0, titleLength).join('');
  await insertEntity(context, trx, documentId, documentModule);
  await models.Document.query(trx).insert({
    id: documentId,
    title,
    fileName: storedName,
    content: values.notecontent ?? '',
    type: file.type,
    bytes: file.bytes,
    downloads: null,
    version: values.fileversion ?? '',
    folderId: Number(values.folderid) || defaultFolder,
    number: reservation.documentNumber ?? null,
    location: 'B',
    backend: 'file',
    isActive: 1,
    isInPortal: place.isInPortal ? 1 : 0,
  });
  await insertCustomRow(context, trx, documentId, values);
  await writeDisplayName(context, trx, documentId, documentModule, title);
  await models.DocumentRelation.query(trx).insert({ recordId: place.recordId, documentId, module: place.module });
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
  values: DocumentPlace['values'],
): Promise<void> {
  const table = `${prefix}notescf`;
  const module = metadata.current.module(documentModule);
  await trx(table).insert({ ...(module ? newRow(module, table, values) : {}), [Document.column('id')]: documentId });
}
