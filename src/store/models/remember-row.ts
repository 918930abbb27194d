import { StoreModel } from './store-model.js';

/** One token of a «remember me» family; all tokens but the newest are used. */
export class RememberRow extends StoreModel {
  static override tableName = 'portal_remember';
  static override idColumn = 'token_hash';

  declare tokenHash: string;
  declare family: string;
  declare contactId: number;
  declare expiresAt: number;
  declare usedAt: number | null;
}
