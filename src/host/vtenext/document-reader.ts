import type { Knex } from 'knex';
import type { RecordDocuments, RecordFile, RecordLink } from '../host-adapter.js';
import type { HostContext } from './host-context.js';

interface FileRow {
  readonly attachmentId: number;
  readonly documentId: number;
  readonly name: string | null;
  readonly storedName: string;
  readonly bytes: number | string | null;
  readonly type: string | null;
  readonly createdAt: string;
  readonly authorContactId: number | null;
}

/** Files of a ticket that a customer may see, newest first (DECISIONS 5). One statement. */
export async function readTicketFiles(
  context: HostContext,
  ticketId: number,
  ownDocumentIds: readonly number[],
): Promise<readonly RecordFile[]> {
  const { DocumentRelation, Document, ChangeLogEntry } = context.models;
  const rows: FileRow[] = await files(context)
    .join(DocumentRelation.tableName, DocumentRelation.columnOf('documentId'), Document.columnOf('id'))
    .where(DocumentRelation.columnOf('recordId'), ticketId)
    .where((shown: Knex.QueryBuilder) => {
      shown
        .whereIn(Document.columnOf('id'), [...ownDocumentIds])
        .orWhere(Document.columnOf('isInPortal'), 1)
        .orWhereNotNull(ChangeLogEntry.columnOf('id'));
    })
    .orderBy(Document.columnOf('id'), 'desc');
  return presentFiles(rows);
}

/** The current file of a live, active document, else its address. At most two statements. */
export async function readDocument(context: HostContext, documentId: number): Promise<RecordDocuments> {
  const { Document } = context.models;
  const isWanted = { [Document.columnOf('id')]: documentId, [Document.columnOf('isActive')]: 1 };
  const found = presentFiles(await files(context).where(isWanted)).slice(0, 1);
  if (found.length > 0) return { files: found, links: [] };
  return { files: [], links: await links(context).where(isWanted) };
}

/** Live, active documents of a record that are marked for the portal, newest first. Two statements. */
export async function readPublished(context: HostContext, recordId: number): Promise<RecordDocuments> {
  const { DocumentRelation, Document } = context.models;
  const ofRecord = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
    query
      .join(DocumentRelation.tableName, DocumentRelation.columnOf('documentId'), Document.columnOf('id'))
      .where({
        [DocumentRelation.columnOf('recordId')]: recordId,
        [Document.columnOf('isActive')]: 1,
        [Document.columnOf('isInPortal')]: 1,
      })
      .orderBy(Document.columnOf('id'), 'desc');
  return { files: presentFiles(await ofRecord(files(context))), links: await ofRecord(links(context)) };
}

/** Live documents that are an address. */
function links({ knex, models: { CrmEntity, Document } }: HostContext): Knex.QueryBuilder<object, RecordLink[]> {
  return knex(Document.tableName)
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Document.columnOf('id'))
    .where({ [CrmEntity.columnOf('isDeleted')]: 0, [Document.columnOf('location')]: 'E' })
    .whereNotNull(Document.columnOf('fileName'))
    .select({
      documentId: Document.columnOf('id'),
      name: Document.columnOf('title'),
      address: Document.columnOf('fileName'),
      createdAt: CrmEntity.columnOf('createdAt'),
    });
}

/** Live documents with a stored file, and the log entry that says a contact made them. */
function files({ knex, models }: HostContext): Knex.QueryBuilder {
  const { CrmEntity, Document, Attachment, AttachmentRelation, ChangeLogEntry } = models;
  return knex(Document.tableName)
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Document.columnOf('id'))
    .join(AttachmentRelation.tableName, AttachmentRelation.columnOf('recordId'), Document.columnOf('id'))
    .join(Attachment.tableName, Attachment.columnOf('id'), AttachmentRelation.columnOf('attachmentId'))
    .leftJoin(ChangeLogEntry.tableName, (on) => {
      on.on(ChangeLogEntry.columnOf('recordId'), Document.columnOf('id'));
      on.onVal(ChangeLogEntry.columnOf('authorModule'), 'Contacts');
      on.onVal(ChangeLogEntry.columnOf('description'), 'like', '["ChangeLogCreation"%');
    })
    .where(CrmEntity.columnOf('isDeleted'), 0)
    .whereIn(Document.columnOf('location'), ['I', 'B'])
    .orderBy(Attachment.columnOf('id'), 'desc')
    .select({
      attachmentId: Attachment.columnOf('id'),
      documentId: Document.columnOf('id'),
      name: Document.columnOf('fileName'),
      storedName: Attachment.columnOf('name'),
      bytes: Document.columnOf('bytes'),
      type: Attachment.columnOf('type'),
      createdAt: CrmEntity.columnOf('createdAt'),
      authorContactId: ChangeLogEntry.columnOf('authorId'),
    });
}

/** A document has one current file; a second relation or log entry of dirty data must not show it twice. */
function presentFiles(rows: readonly FileRow[]): readonly RecordFile[] {
  const byDocument = new Map<number, RecordFile>();
  for (const row of rows) {
    if (byDocument.has(row.documentId)) continue;
    byDocument.set(row.documentId, {
      attachmentId: row.attachmentId,
      documentId: row.documentId,
      name: row.name || row.storedName,
      bytes: Number(row.bytes ?? 0),
      type: row.type ?? '',
      createdAt: row.createdAt,
      authorContactId: row.authorContactId || undefined,
    });
  }
  return [...byDocument.values()];
}
