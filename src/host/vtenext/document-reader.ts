import type { Knex } from 'knex';
import type { RecordDocuments, RecordFile, RecordLink } from '../host-adapter.js';
import type { HostContext } from './host-context.js';

interface DocumentRow {
  readonly documentId: number;
  readonly title: string;
  /** Of a stored file, else an address. */
  readonly name: string | null;
  readonly location: string | null;
  readonly attachmentId: number | null;
  readonly storedName: string | null;
  readonly bytes: number | string | null;
  readonly type: string | null;
  readonly createdAt: string;
  readonly authorContactId: number | null;
}

/** Files of a ticket that a customer may see, newest first (DECISIONS 5). One statement. */
export async function readTicketFiles(
  context: HostContext,
  ticketId: number,
  ownDocumentIds: readonly number[] | Knex.QueryBuilder,
): Promise<readonly RecordFile[]> {
  const { DocumentRelation, Document, ChangeLogEntry } = context.models;
  const rows = await documents(context)
    .join(DocumentRelation.tableName, DocumentRelation.columnOf('documentId'), Document.columnOf('id'))
    .where(DocumentRelation.columnOf('recordId'), ticketId)
    .where((shown: Knex.QueryBuilder) => {
      shown
        .whereIn(Document.columnOf('id'), 'toSQL' in ownDocumentIds ? ownDocumentIds : [...ownDocumentIds])
        .orWhere(Document.columnOf('isInPortal'), 1)
        .orWhereNotNull(ChangeLogEntry.columnOf('id'));
    });
  return presentFiles(rows);
}

/** The current files and the addresses of live, active documents. One statement. */
export async function readCurrent(context: HostContext, documentIds: readonly number[]): Promise<RecordDocuments> {
  if (documentIds.length === 0) return { files: [], links: [] };
  const { Document } = context.models;
  const rows = await documents(context)
    .whereIn(Document.columnOf('id'), [...documentIds])
    .where(Document.columnOf('isActive'), 1);
  return presentDocuments(rows);
}

/** Live, active documents of a record that are marked for the portal, newest first. One statement. */
export async function readPublished(context: HostContext, recordId: number): Promise<RecordDocuments> {
  const { DocumentRelation, Document } = context.models;
  const rows = await documents(context)
    .join(DocumentRelation.tableName, DocumentRelation.columnOf('documentId'), Document.columnOf('id'))
    .where({
      [DocumentRelation.columnOf('recordId')]: recordId,
      [Document.columnOf('isActive')]: 1,
      [Document.columnOf('isInPortal')]: 1,
    });
  return presentDocuments(rows);
}

/** Live documents, newest first, with their stored file where they have one and the log entry that says a contact made them. */
function documents({ knex, models }: HostContext): Knex.QueryBuilder<object, DocumentRow[]> {
  const { CrmEntity, Document, Attachment, AttachmentRelation, ChangeLogEntry } = models;
  return knex(Document.tableName)
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Document.columnOf('id'))
    .leftJoin(AttachmentRelation.tableName, AttachmentRelation.columnOf('recordId'), Document.columnOf('id'))
    .leftJoin(Attachment.tableName, Attachment.columnOf('id'), AttachmentRelation.columnOf('attachmentId'))
    .leftJoin(ChangeLogEntry.tableName, (on) => {
      on.on(ChangeLogEntry.columnOf('recordId'), Document.columnOf('id'));
      on.onVal(ChangeLogEntry.columnOf('authorModule'), 'Contacts');
      on.onVal(ChangeLogEntry.columnOf('description'), 'like', '["ChangeLogCreation"%');
    })
    .where(CrmEntity.columnOf('isDeleted'), 0)
    .orderBy(Document.columnOf('id'), 'desc')
    .orderBy(Attachment.columnOf('id'), 'desc')
    .select({
      documentId: Document.columnOf('id'),
      title: Document.columnOf('title'),
      name: Document.columnOf('fileName'),
      location: Document.columnOf('location'),
      attachmentId: Attachment.columnOf('id'),
      storedName: Attachment.columnOf('name'),
      bytes: Document.columnOf('bytes'),
      type: Attachment.columnOf('type'),
      createdAt: CrmEntity.columnOf('createdAt'),
      authorContactId: ChangeLogEntry.columnOf('authorId'),
    });
}

function presentDocuments(rows: readonly DocumentRow[]): RecordDocuments {
  const links = new Map<number, RecordLink>();
  for (const { documentId, title, name, location, createdAt } of rows) {
    if (location !== 'E' || name === null) continue;
    links.set(documentId, { documentId, name: title, address: name, createdAt });
  }
  return { files: presentFiles(rows), links: [...links.values()] };
}

/** A document has one current file; a second relation or log entry of dirty data must not show it twice. */
function presentFiles(rows: readonly DocumentRow[]): readonly RecordFile[] {
  const byDocument = new Map<number, RecordFile>();
  for (const row of rows) {
    const isFile = row.location === 'I' || row.location === 'B';
    if (!isFile || row.attachmentId === null || byDocument.has(row.documentId)) continue;
    byDocument.set(row.documentId, {
      attachmentId: row.attachmentId,
      documentId: row.documentId,
      name: row.name || row.storedName || '',
      bytes: Number(row.bytes ?? 0),
      type: row.type ?? '',
      createdAt: row.createdAt,
      authorContactId: row.authorContactId || undefined,
    });
  }
  return [...byDocument.values()];
}
