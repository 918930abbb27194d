import { StoreModel } from './store-model.js';

/** A profile under work; without a document it is as published. */
export class ProfileDraftRow extends StoreModel {
  static override tableName = 'portal_profile_draft';
  static override idColumn = 'profile_id';

  declare profileId: string;
  declare document: string | null;
  declare revision: number;
  declare basedOn: number;
  declare savedById: number | null;
  declare savedBy: string;
  declare savedAt: number;
}
