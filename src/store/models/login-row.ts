import { StoreModel } from './store-model.js';

/** A contact's own sign-in data. */
export class LoginRow extends StoreModel {
  static override tableName = 'portal_login';
  static override idColumn = 'contact_id';

  declare contactId: number;
  /** Argon2id in PHC form; null while only the CRM's one-time password exists. */
  declare passwordHash: string | null;
  /** HMAC of the CRM's encoded password when it was last used or replaced. */
  declare crmPasswordMac: string | null;
  /** Null together with a MAC: that one-time password was replaced. */
  declare oneTimeFirstUsedAt: number | null;
  declare language: string | null;
  declare lastSeenLanguage: string | null;
  declare theme: string | null;
  declare signedInAt: number | null;
  declare passwordChangedAt: number | null;
}
