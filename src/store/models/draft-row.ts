import { StoreModel } from './store-model.js';

/** A form that is not sent yet; `content` is JSON. */
export class DraftRow extends StoreModel {
  static override tableName = 'portal_draft';

  declare id: number;
  declare contactId: number;
  declare place: string;
  declare content: string;
  declare submissionKey: string;
  declare revision: number;
  declare savedAt: number;
  declare expiresAt: number;
  /** Of a joined `portal_submission`: the key, if it was sent. */
  declare sentKey: string | null | undefined;
}
