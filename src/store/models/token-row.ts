import { StoreModel } from './store-model.js';

/** What a token lets its bearer do. */
export type TokenPurpose = 'reset' | 'activate' | 'email';

/** The purposes that set a password. */
export type PasswordPurpose = Exclude<TokenPurpose, 'email'>;

/** A reset or activation link, or one that confirms a new address. */
export class TokenRow extends StoreModel {
  static override tableName = 'portal_token';
  static override idColumn = 'id';

  declare id: string;
  declare tokenHash: string;
  declare purpose: TokenPurpose;
  declare contactId: number;
  declare email: string;
  /** Of a change of address: the one it shall replace. */
  declare previousEmail: string | null;
  declare createdAt: number;
  declare expiresAt: number;
  declare usedAt: number | null;
}
