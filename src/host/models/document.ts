import { Model } from 'objection';

/** A document; its bytes are in its attachment. */
export class Document extends Model {
  declare id: number;
  declare title: string;
  declare fileName: string | null;
  declare content: string | null;
  declare type: string | null;
  declare bytes: number | null;
  declare downloads: number | null;
  declare version: string | null;
  declare folderId: number | null;
  declare number: string | null;
  declare location: string | null;
  declare backend: string | null;
  declare isActive: number | null;
  declare isInPortal: number | null;
}

/** A stored file and its place below the CRM's root. */
export class Attachment extends Model {
  declare id: number;
  declare name: string;
  declare type: string | null;
  declare folder: string | null;
  declare backend: string | null;
  declare backendKey: string | null;
}

/** Ties a document to its current file. */
export class AttachmentRelation extends Model {
  declare recordId: number;
  declare attachmentId: number;
}

/** Ties a document to a record of any module. */
export class DocumentRelation extends Model {
  declare recordId: number;
  declare documentId: number;
  declare module: string | null;
}

/** The bytes of a file that the CRM could not write to disk. */
export class StoredBytes extends Model {
  declare id: number;
  declare data: Buffer | null;
}
