import { StoreModel } from './store-model.js';

/** A fingerprint all processes share. */
export class FingerprintRow extends StoreModel {
  static override tableName = 'portal_fingerprint';
  static override idColumn = 'name';

  declare name: string;
  declare value: string | null;
  declare dueAt: number;
}
