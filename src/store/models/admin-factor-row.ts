import { StoreModel } from './store-model.js';

/** An administrator's second factor; `recovery` is a JSON list of hashes. */
export class AdminFactorRow extends StoreModel {
  static override tableName = 'portal_admin_factor';
  static override idColumn = 'user_id';

  declare userId: number;
  declare secret: string;
  declare confirmedAt: number | null;
  declare lastStep: number;
  declare recovery: string;
}
