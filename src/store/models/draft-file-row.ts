import { StoreModel } from './store-model.js';

/** A file that waits in a draft; its bytes are in `portal_draft_piece`. */
export class DraftFileRow extends StoreModel {
  static override tableName = 'portal_draft_file';

  declare id: string;
  declare draftId: number;
  declare contactId: number;
  declare name: string;
  declare type: string;
  declare bytes: number;
  declare digest: string;
  declare createdAt: number;
}
