import { StoreModel } from './store-model.js';

/** A file a customer stored through the portal. */
export class PortalFileRow extends StoreModel {
  static override tableName = 'portal_file';
  static override idColumn = 'attachment_id';

  declare attachmentId: number;
  declare documentId: number;
  declare ticketId: number | null;
  declare contactId: number;
  declare bytes: number;
  declare createdAt: number;
}
