import { StoreModel } from './store-model.js';

/** The portal's look: one row, whose id is 1. */
export class LookRow extends StoreModel {
  static override tableName = 'portal_look';

  declare id: number;
  /** JSON. */
  declare content: string;
  declare changedBy: string;
  declare changedAt: number;
}
