import { StoreModel } from './store-model.js';

/** A file in the CRM's storage whose rows are not committed yet. */
export class PlacedFileRow extends StoreModel {
  static override tableName = 'portal_placed_file';
  static override idColumn = 'path';

  declare path: string;
  declare placedAt: number;
}
