import { StoreModel } from './store-model.js';

/** An administrator's session at rest: the cookie's id stands here only hashed. */
export class AdminSessionRow extends StoreModel {
  static override tableName = 'portal_admin_session';
  static override idColumn = 'id_hash';

  declare idHash: string;
  declare userId: number;
  declare kind: 'full' | 'second-factor';
  declare createdAt: number;
  declare seenAt: number;
  declare expiresAt: number;
  /** JSON of the waiting messages. */
  declare flash: string | null;
  declare userAgent: string;
  declare network: string;
}
