import { StoreModel } from './store-model.js';

/** A browser in which a contact signed in; the browser itself holds the mark behind `idHash`. */
export class KnownBrowserRow extends StoreModel {
  static override tableName = 'portal_known_browser';
  static override idColumn = 'id_hash';

  declare idHash: string;
  declare contactId: number;
  declare seenAt: number;
  declare expiresAt: number;
}
