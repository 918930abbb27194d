import { StoreModel } from './store-model.js';

/** What a token lets its bearer do. */
export type TokenPurpose = 'reset' | 'activate';

/** A reset or activation link. */
export class TokenRow extends StoreModel {
  static override tableName = 'portal_token';
  static override idColumn = 'id';

  declare id: string;
  declare tokenHash: string;
  declare purpose: TokenPurpose;
  declare contactId: number;
  declare email: string;
  declare createdAt: number;
  declare expiresAt: number;
  declare usedAt: number | null;
}
