import { StoreModel } from './store-model.js';

/** A session at rest: the cookie's id stands here only hashed. */
export class SessionRow extends StoreModel {
  static override tableName = 'portal_session';
  static override idColumn = 'id_hash';

  declare idHash: string;
  declare contactId: number;
  declare kind: 'full' | 'password-change';
  declare accountId: number | null;
  declare createdAt: number;
  declare seenAt: number;
  declare expiresAt: number;
  /** JSON of the waiting messages. */
  declare flash: string | null;
  declare userAgent: string;
  declare network: string;
  declare family: string | null;
  /** Joined from the contact's own sign-in data. */
  declare language?: string | null;
  declare theme?: string | null;
  /** Joined: the contact's own profile, else the default one. */
  declare profileId?: string | null;
  declare profileVersion?: number | null;
}
